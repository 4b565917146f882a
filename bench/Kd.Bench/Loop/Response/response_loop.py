"""The loop of ResponseResNet20 in PyTorch, as one writes it there. It speaks the protocol of LoopWorker.

usage: response_loop.py PLAN FOLDER plain|channels_last
"""

import json
import resource
import statistics
import struct
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

CLASSES = 10
BATCH_SIZE = 64
SEED = 1
TEMPERATURE = 4
RESPONSE_WEIGHT = 0.9
TASK_WEIGHT = 0.1


class BasicBlock(nn.Module):
    """Two convolutions and shortcut A, as in ResNet.cs."""

    def __init__(self, channels, new_channels, stride):
        super().__init__()
        self._conv1 = nn.Conv2d(channels, new_channels, 3, stride, padding=1, bias=False)
        self._norm1 = nn.BatchNorm2d(new_channels)
        self._conv2 = nn.Conv2d(new_channels, new_channels, 3, padding=1, bias=False)
        self._norm2 = nn.BatchNorm2d(new_channels)
        self.stride = stride
        self.pad = (new_channels - channels) // 2

    def forward(self, x):
        inner = F.relu(self._norm1(self._conv1(x)))
        shortcut = x if self.pad == 0 else F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, self.pad, self.pad))
        return F.relu(self._norm2(self._conv2(inner)).add_(shortcut))


class ResNet(nn.Module):
    """Three stages of n blocks."""

    def __init__(self, n):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU())
        self.early = self.stage(n, 16, 16, 1)
        self.middle = self.stage(n, 16, 32, 2)
        self.late = self.stage(n, 32, 64, 2)
        self.head = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, CLASSES))

    @staticmethod
    def stage(n, channels, new_channels, stride):
        return nn.Sequential(*[
            BasicBlock(channels if i == 0 else new_channels, new_channels, stride if i == 0 else 1) for i in range(n)])

    def forward(self, x):
        return self.head(self.late(self.middle(self.early(self.stem(x)))))


class StepClock:
    """StepClock.cs."""

    def __init__(self, plan):
        self.warm_up, self.blocks, self.block_steps = plan["WarmUp"], plan["Blocks"], plan["BlockSteps"]
        self.steps = self.warm_up + self.blocks * self.block_steps + 1
        self.begun = 0
        self.times, self.results = [], []
        self.peak = 0

    def tick(self):
        timed = self.begun - self.warm_up
        if timed > 0:
            self.times.append((time.perf_counter() - self.began) * 1000)
        if timed >= 0 and timed % self.block_steps == 0:
            if timed > 0:
                self.results.append({
                    "Elapsed": statistics.median(self.times),
                    "Processor": (time.process_time() - self.processor) * 1000 / self.block_steps,
                    "Allocated": 0,
                    "Collections": 0,
                })
                self.times.clear()
                self.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
            print("waiting", flush=True)
            sys.stdin.readline()
            self.processor = time.process_time()
        self.begun += 1
        self.began = time.perf_counter()

    def result(self, loss):
        return {"Blocks": self.results, "Peak": self.peak, "Threads": torch.get_num_threads(), "Loss": loss}


def read_safetensors(path):
    with open(path, "rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
        data = bytearray(file.read())
    types = {"F32": torch.float32, "I64": torch.int64}
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            tensors[name] = torch.frombuffer(data[begin:end], dtype=types[entry["dtype"]]).reshape(entry["shape"])
    return tensors


def main(plan, folder, layout):
    clock = StepClock(json.loads(plan))
    generator = torch.Generator().manual_seed(SEED)
    samples = clock.steps * BATCH_SIZE
    images = torch.randn(samples, 3, 32, 32, generator=generator)
    labels = torch.randint(0, CLASSES, [samples], generator=generator)
    torch.manual_seed(SEED)
    student, teacher = ResNet(3), ResNet(9)
    teacher.load_state_dict(read_safetensors(folder + "/teacher.safetensors"))
    teacher.eval().requires_grad_(False)
    student.train()
    layout = torch.channels_last if layout == "channels_last" else torch.contiguous_format
    student.to(memory_format=layout)
    teacher.to(memory_format=layout)
    optimizer = torch.optim.SGD(student.parameters(), lr=0.05, momentum=0.9, weight_decay=5e-4)
    order = torch.randperm(samples)
    total = 0.0
    for step in range(clock.steps):
        clock.tick()
        indices = order[step * BATCH_SIZE : (step + 1) * BATCH_SIZE]
        x = images[indices].contiguous(memory_format=layout)
        y = labels[indices]
        with torch.no_grad():
            target = F.log_softmax(teacher(x) / TEMPERATURE, 1)
        logits = student(x)
        response = F.kl_div(F.log_softmax(logits / TEMPERATURE, 1), target, log_target=True, reduction="batchmean") * TEMPERATURE**2
        loss = response * RESPONSE_WEIGHT + F.cross_entropy(logits, y) * TASK_WEIGHT
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        total += loss.item()
    print(json.dumps(clock.result(total / clock.steps)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
