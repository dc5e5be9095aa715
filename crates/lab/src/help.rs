//! Examples, at the end of each command's help.

pub const MODELS: &str = "\
Examples:
  lab models
  lab models --json | jq -r '.[].id'";

pub const CLASSIFY: &str = "\
Examples:
  lab classify --model resnet18-natural --image cat.png
  lab classify --model own.safetensors --image photos --csv classes.csv";

pub const OF: &str = "\
Examples:
  lab of --model resnet18-natural --image cat.png
  lab of --model resnet18-natural --image photos --class cat --fill mean --out scores.json";

pub const ABLATE: &str = "\
Examples:
  lab ablate --image cat.png --bands 20-62 --out low.npy
  lab ablate --image cat.png --bands 0,5-9 --fill noise --seed 1 --out noisy.png";

pub const PACK: &str = "\
Examples:
  lab pack checkpoint.pt --arch resnet18 --mean 0.4914,0.4822,0.4465 --std 0.247,0.2435,0.2616 --out own.safetensors
  lab classify --model own.safetensors --image cat.png";

pub const ATTACK: &str = "\
Examples:
  lab attack --model resnet18-natural --image cat.png --method pgd-linf --epsilon 8/255 --out adv.npy
  lab attack --model resnet18-natural --image photos --method cw --iterations 200 --out adv.npy
  lab rct --clean photos --adversarial adv.npy";

pub const INVERT: &str = "\
Examples:
  lab invert --model resnet18-l2-05 --image cat.png --start dog.png --out xr.npy";

pub const RCT: &str = "\
Examples:
  lab rct --clean cat.png --adversarial adv.npy
  lab rct --clean photos --adversarial adv.npy --tau 0.01 --json";

pub const PROP1: &str = "\
Examples:
  lab prop1 --image cat.png --energy 1";

pub const DATASET: &str = "\
Examples:
  lab dataset of --model resnet18-natural --limit 500 --out of.json
  lab dataset accuracy --model own.safetensors --data photos --out accuracy.json

A run that was stopped goes on when the same command is given again; `lab help dataset of` and so on say more.";

pub const DATASET_OF: &str = "\
Examples:
  lab dataset of --model resnet18-natural --limit 500 --out of.json
  lab figure of.json --bands 1-62 --out of.svg";

pub const DATASET_RCT: &str = "\
Examples:
  lab dataset rct --model vgg19-natural --method fgsm --epsilon 0.15 --limit 200 --out rct.json
  lab dataset rct --model vgg19-natural --method cw --limit 50 --out rct.json --keep adv.npy";

pub const DATASET_INVERT: &str = "\
Examples:
  lab dataset invert --model resnet18-natural --limit 200 --out invert.json";

pub const DATASET_ACCURACY: &str = "\
Examples:
  lab dataset accuracy --model resnet18-l2-05 --norm l2 --epsilon 0.5 --out accuracy.json
  lab dataset accuracy --model own.safetensors --data images.npy --labels labels.npy --out accuracy.json";

pub const DATASET_HEATMAP: &str = "\
Examples:
  lab dataset heatmap --model resnet18-natural --limit 100 --out heatmap.json
  lab dataset heatmap --model resnet18-l2-05 --basis dct --norm 2 --limit 100 --out heatmap-dct.json";

pub const DATASET_FILTER: &str = "\
Examples:
  lab dataset filter --model resnet18-natural --limit 1000 --out filter.json
  lab dataset filter --model resnet18-natural --bands radial --normalised --limit 1000 --out filter-radial.json";

pub const DATASET_CORRUPTION: &str = "\
Examples:
  lab dataset corruption --model resnet18-natural --limit 1000 --out corruption.json
  lab dataset corruption --model resnet18-natural --frost training/data/frost --out corruption.json";

pub const DATASET_CORRUPTION_BANDS: &str = "\
Examples:
  lab dataset corruption-bands --limit 1000 --out corruption-bands.json";

pub const MERGE: &str = "\
Examples:
  lab dataset of --model resnet18-natural --shard 0/2 --out 0.scores
  lab dataset of --model resnet18-natural --shard 1/2 --out 1.scores
  lab merge of.json 0.scores 1.scores";

pub const FIGURE: &str = "\
Examples:
  lab figure of-natural.json of-robust.json --bands 1-62 --out of.svg
  lab figure rct.json --out rct.svg
  lab figure heatmap-natural.json heatmap-robust.json --out heatmaps.svg
  lab figure filter-natural.json filter-robust.json --out filters.svg
  lab figure corruption-natural.json corruption-robust.json --out corruptions.svg
  lab figure corruption-bands.json --out corruption-bands.svg";

pub const REPORT: &str = "\
Examples:
  lab report --image cat.png --models resnet18-natural,resnet18-l2-05 --out report.html
  lab report --image cat.png --models resnet18-natural --results of.json,rct.json --out report.html";

pub const COMPLETIONS: &str = "\
Examples:
  lab completions bash > ~/.local/share/bash-completion/completions/lab
  lab completions zsh > ~/.zfunc/_lab
  lab completions man | man -l -";
