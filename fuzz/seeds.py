"""Writes the seeds into fuzz/corpus/ that no file of the repository is: parts of fixtures, short results, links.

`python3 fuzz/seeds.py`, with nothing but Python's standard library.
"""

import json
import pathlib
import struct

ROOT = pathlib.Path(__file__).resolve().parent.parent
STORAGE = b"(X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\x000X\x03\0\0\0cpuK\x08tQ"
# Of shape 2 × 4, in a storage that is called 0.
TENSOR = b"ctorch._utils\n_rebuild_tensor_v2\n(" + STORAGE + b"K\0K\x02K\x04\x86K\x04K\x01\x86\x89NtR"
LINKS = [
    "claims",
    "v1/picture=cat-0&network=resnet18-l2-05&beside=none&cut=8&scale=logits",
    "v1/class=ship&without=0,16-62&fill=noise:7&zero=normalised&clip=yes&partition=radial",
    "v1/attack=simba-dct&toward=frog&start=clean&on=both&pgd-l2.epsilon=0.25&measure=energy&run=attack,inversion",
    "v1/invert-from=dog-12&invert-steps=1000&mean-of=bird&band-zero=shown&stored=yes&energy=-7&energy-band=62",
    "v1/view=attack&at=claims&lesson=attacks:3&theme=dark&lang=de&hide=attack,survey",
]


def write(target, name, seed):
    folder = ROOT / "fuzz" / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(seed)


def headers():
    """The headers of safetensors files."""
    names = ["checkpoints/forms/plain", "networks/resnet50", "networks/vgg19", "pack/project_resnet18", "pack/torchvision_resnet18"]
    for name in names:
        file = (ROOT / "tests" / "fixtures" / f"{name}.safetensors").read_bytes()
        header = file[8 : 8 + struct.unpack("<Q", file[:8])[0]]
        write("safetensors" if name.endswith("plain") else "weights", name.rsplit("/", 1)[1], header)


def pickles():
    write("pickle", "ordered", b"\x80\x02ccollections\nOrderedDict\n)RX\x06\0\0\0weight" + TENSOR + b"s.")
    write("pickle", "nested", b"\x80\x02}q\0(X\x05\0\0\0epochK\x05X\x03\0\0\0net}X\x04\0\0\0bias" + TENSOR + b"su.")
    write("pickle", "list", b"\x80\x02}X\x04\0\0\0mean](G?\xe0\0\0\0\0\0\0K\x01K\x02esX\x01\0\0\0w" + TENSOR + b"s.")


def archives():
    """What the entries of archives hold, behind the byte that says their form."""
    storage = struct.pack("<8f", *range(8))
    write("zip", "pytorch", b"\x04\x80\x02}X\x06\0\0\0weight" + TENSOR + b"s." + storage + b"little!!")
    header = b"{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4), }".ljust(69) + b"\n"
    array = b"\x93NUMPY\x01\0" + struct.pack("<H", len(header)) + header + storage
    write("zip", "arrays", b"\x01" + array + array)


def shortened(value):
    """Every fraction as one digit."""
    if isinstance(value, dict):
        return {name: shortened(field) for name, field in value.items()}
    if isinstance(value, list):
        return [shortened(item) for item in value]
    return 1 if isinstance(value, float) else value


def first_two(value):
    """Of every list of objects the first two."""
    if isinstance(value, dict):
        return {name: first_two(field) for name, field in value.items()}
    if isinstance(value, list):
        return [first_two(item) for item in (value[:2] if value and isinstance(value[0], dict) else value)]
    return value


def compact(document):
    return json.dumps(document, separators=(",", ":")).encode()


def results():
    """Stored results that are too long as they are."""
    for name in ["rct-resnet18-natural-fgsm", "invert-resnet18-natural", "of-vgg19-full"]:
        document = json.loads((ROOT / "www" / "results" / f"{name}.json").read_text())
        write("stored", name, compact(shortened(document)))
    for name in ["agreement", "corruption-bands"]:
        document = json.loads((ROOT / "www" / "results" / f"{name}.json").read_text())
        write("stored", name, compact(shortened(first_two(document))))


def manifest():
    """The list of the networks that ship, cut: it is longer than an input may be."""
    document = json.loads((ROOT / "models" / "manifest.json").read_text())
    write("manifest", "two", compact({**document, "models": document["models"][:2]}))


headers()
pickles()
archives()
results()
manifest()
for number, link in enumerate(LINKS):
    write("link", str(number), link.encode())
