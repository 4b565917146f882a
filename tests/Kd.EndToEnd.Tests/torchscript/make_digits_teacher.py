"""Writes digits_teacher.pt beside this file: a teacher for the digits as a TorchScript file. Made with PyTorch 1.13.1, in seconds."""
import gzip
import os
import zipfile
from typing import Tuple

import torch
from torch import Tensor, nn

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "..", "..", "samples", "Digits", "data", "digits.csv.gz")


class DigitsTeacher(nn.Module):
    """(B, 1, 8, 8) to the logits (B, 10) and the features (B, 16, 4, 4)."""

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(16, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(),
        )
        self.head = nn.Sequential(nn.Flatten(), nn.Dropout(0.3), nn.Linear(256, 10))

    def forward(self, images: Tensor) -> Tuple[Tensor, Tensor]:
        features = self.body(images)
        return self.head(features), features


def train(model: nn.Module) -> None:
    """Learns all digits, those of the test part too: the tests ask whether it teaches, not how well."""
    with gzip.open(DATA, "rt") as lines:
        rows = torch.tensor([[float(value) for value in line.split(",")] for line in lines])
    images, labels = rows[:, :-1].reshape(-1, 1, 8, 8) / 16, rows[:, -1].long()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
    model.train()
    for _ in range(15):
        for batch in torch.randperm(len(rows)).split(64):
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(images[batch])[0], labels[batch]).backward()
            optimizer.step()


if __name__ == "__main__":
    torch.manual_seed(7)
    teacher = DigitsTeacher()
    train(teacher)
    path = os.path.join(HERE, "digits_teacher.pt")
    torch.jit.script(teacher.eval()).save(path)

    # Without what only tracebacks need, which is half of so small a file.
    with zipfile.ZipFile(path) as archive:
        kept = {entry: archive.read(entry) for entry in archive.namelist() if not entry.endswith(".debug_pkl")}
    with zipfile.ZipFile(path, "w") as archive:
        for entry, content in kept.items():
            archive.writestr(zipfile.ZipInfo(entry), content)
