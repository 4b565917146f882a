"""Trains the teacher with PyTorch and writes its weights for Kd: python3 train_teacher.py"""

import csv
import gzip
import os

import torch
from torch import nn

import safetensors_file

FOLDER = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(FOLDER, "..", "Digits", "data", "digits.csv.gz")


class PyTorchTeacher(nn.Module):
    """The same fields, in the same order, as in PyTorchTeacher.cs: their paths are the weights' names."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(1, 32, 3, padding=1, bias=False), nn.BatchNorm2d(32), nn.ReLU())
        self.body = nn.Sequential(nn.Conv2d(32, 64, 3, padding=1, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(2))
        self.head = nn.Sequential(nn.Flatten(), nn.Linear(1024, 10))

    def forward(self, images):
        return self.head(self.body(self.stem(images)))


def read_digits():
    """All digits: images (N, 1, 8, 8) from 0 to 1 and labels (N)."""
    with gzip.open(DATA, "rt") as text:
        rows = torch.tensor([[float(value) for value in row] for row in csv.reader(text)])
    return rows[:, :64].reshape(-1, 1, 8, 8) / 16, rows[:, 64].long()


def parts(count):
    """Which digits are to train on, and which to test with: the rule of PyTorchDigits.cs."""
    number = torch.arange(count) % 5
    return torch.nonzero(number < 3).flatten(), torch.nonzero(number == 4).flatten()


def main():
    torch.manual_seed(7)
    images, labels = read_digits()
    train, test = parts(len(labels))
    model = PyTorchTeacher()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9, weight_decay=5e-4)
    for epoch in range(30):
        model.train()
        for chosen in train[torch.randperm(len(train))].split(64):
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(images[chosen]), labels[chosen]).backward()
            optimizer.step()

    model.eval()
    with torch.no_grad():
        accuracy = (model(images[test]).argmax(1) == labels[test]).float().mean().item()
    print(f"test accuracy {accuracy:.4f}")
    safetensors_file.save(model.state_dict(), os.path.join(FOLDER, "teacher.safetensors"))


if __name__ == "__main__":
    main()
