"""Writes tiny.pt beside this file: the tests' tiny teacher as a TorchScript file. Made with PyTorch 1.13.1."""
import os
import zipfile

import torch
from torch import Tensor, nn


class Tiny(nn.Module):
    """The layers of TinyTeacher, with a dropout that would be seen in training mode."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU())
        self.head = nn.Sequential(nn.Flatten(), nn.Dropout(0.5), nn.Linear(64, 3))

    def forward(self, images: Tensor) -> Tensor:
        features = self.stem(images)
        return self.head(features)


if __name__ == "__main__":
    torch.manual_seed(1)
    model = Tiny()
    model(torch.randn(64, 1, 4, 4))  # Batch statistics that are not those of a new model.
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tiny.pt")
    torch.jit.script(model).save(path)  # In training mode, as a careless person saves it.

    # Without what only tracebacks need, which is half of so small a file.
    with zipfile.ZipFile(path) as archive:
        kept = {entry: archive.read(entry) for entry in archive.namelist() if not entry.endswith(".debug_pkl")}
    with zipfile.ZipFile(path, "w") as archive:
        for entry, content in kept.items():
            archive.writestr(zipfile.ZipInfo(entry), content)
