using TorchSharp.Modules;

namespace Kd.Results.Models;

/// <summary>The teacher.</summary>
[Teacher, Checkpoints(Budget.TeacherEpochs / 3, 2 * Budget.TeacherEpochs / 3)]
[Train(Epochs = Budget.TeacherEpochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class WideTeacher : Wide
{
    [Hint("early")] private Sequential Early => early;

    [Hint("middle")] private Sequential Middle => middle;

    [Hint("late")] private Sequential Late => late;

    [Hint("embedding")] private Sequential Embedding => embedding;

    [Hint("classifier")] private Linear Classifier => classifier;
}

/// <summary>The teacher from another seed.</summary>
[Teacher]
[Train(Epochs = Budget.TeacherEpochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class SecondTeacher : Wide
{
    [Hint("embedding")] private Sequential Embedding => embedding;

    [Hint("classifier")] private Linear Classifier => classifier;
}

/// <summary>The teacher from a third seed.</summary>
[Teacher]
[Train(Epochs = Budget.TeacherEpochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class ThirdTeacher : Wide
{
    [Hint("embedding")] private Sequential Embedding => embedding;

    [Hint("classifier")] private Linear Classifier => classifier;
}

/// <summary>The teacher assistant, between teacher and student in size, which learns from the one and teaches the other.</summary>
[Teacher, Student<WideTeacher>, Response(Temperature = 4, Weight = 0.9), TaskLoss(Weight = 0.1)]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class MediumAssistant : Medium;
