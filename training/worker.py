"""The processes of a run: several with one thread each on a CPU, one on a GPU."""

import os
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, distributed, nn


@dataclass(frozen=True)
class Worker:
    """One process, numbered from 0, of `count`, and what it computes on."""

    rank: int
    count: int
    device: torch.device
    precision: torch.dtype  # of matrix products: float32 or bfloat16

    @property
    def leads(self) -> bool:
        """Whether it is the one that saves and reports."""
        return self.rank == 0

    def autocast(self) -> torch.autocast:
        """Convolutions and the head in its precision."""
        return torch.autocast(self.device.type, torch.bfloat16, enabled=self.precision == torch.bfloat16)

    def average_gradients(self, net: nn.Module) -> None:
        """Replaces each gradient by its mean over the workers, in one message."""
        if self.count == 1:
            return
        gradients = [p.grad for p in net.parameters()]
        flat = torch.cat([g.flatten() for g in gradients])
        distributed.all_reduce(flat)
        flat /= self.count
        for gradient, mean in zip(gradients, flat.split([g.numel() for g in gradients])):
            gradient.copy_(mean.view_as(gradient))

    def mean(self, value: float) -> float:
        """The mean of a number over the workers."""
        if self.count == 1:
            return value
        total = torch.tensor(value, dtype=torch.float64)
        distributed.all_reduce(total)
        return total.item() / self.count

    def led(self, value: float) -> float:
        """The first worker's number, for all."""
        if self.count == 1:
            return value
        shared = torch.tensor(value, dtype=torch.float64)
        distributed.broadcast(shared, 0)
        return shared.item()

    def wait(self) -> None:
        """Returns once all workers are here."""
        if self.count > 1:
            distributed.barrier()


def native(device: str) -> torch.dtype:
    """bfloat16 on a GPU, and on a CPU that multiplies in it."""
    cpu = torch.cpu._is_amx_tile_supported() or torch.cpu._is_avx512_bf16_supported()
    return torch.bfloat16 if device == "cuda" or cpu else torch.float32


def start(count: int, device: str, precision: torch.dtype, task: Callable[[Worker], None]) -> None:
    """Runs a task on each worker and waits; `task` must be picklable."""
    if count == 1:
        torch.set_num_threads(1)
        return task(Worker(0, 1, torch.device(device), precision))
    os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
    os.environ.setdefault("MASTER_PORT", "29511")
    torch.multiprocessing.spawn(_work, (count, device, precision, task), nprocs=count)


def _work(rank: int, count: int, device: str, precision: torch.dtype, task: Callable[[Worker], None]) -> None:
    torch.set_num_threads(1)
    distributed.init_process_group("gloo", rank=rank, world_size=count)
    task(Worker(rank, count, torch.device(device), precision))
    distributed.destroy_process_group()
