using TorchSharp.Modules;

namespace Kd.Results.Models;

/// <summary>Romero et al. 2015 as the paper has it: first the hint, then Hinton's loss.</summary>
[Student<WideTeacher>]
[Stage("hint", Epochs = Budget.FirstStageEpochs), Stage("kd", Epochs = Budget.Epochs - Budget.FirstStageEpochs)]
[Response(Temperature = 4, Weight = 0.9, Stage = "kd"), TaskLoss(Weight = 0.1, Stage = "kd")]
[Train(BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class FitNetsInStagesStudent : Narrow
{
    [Guided("middle", Weight = 100, Stage = "hint")] private Sequential Middle => middle;
}

/// <summary>Yim et al. 2017 as the paper has it: first the flow, then the labels.</summary>
[Student<WideTeacher>]
[Stage("flow", Epochs = Budget.FirstStageEpochs), Stage("task", Epochs = Budget.Epochs - Budget.FirstStageEpochs)]
[RelationPair("early", "middle", Weight = 50, Stage = "flow"), RelationPair("middle", "late", Weight = 50, Stage = "flow")]
[TaskLoss(Stage = "task")]
[Train(BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class FlowInStagesStudent : Narrow
{
    [Place("early")] private Sequential Early => early;

    [Place("middle")] private Sequential Middle => middle;

    [Place("late")] private Sequential Late => late;
}

/// <summary>Jin et al. 2019, route-constrained optimization: the teacher as it was at a third and at two thirds of its training, and at its end.</summary>
[Student<WideTeacher>]
[Stage("first", Epochs = Budget.Epochs / 3, TeacherEpoch = Budget.TeacherEpochs / 3)]
[Stage("second", Epochs = Budget.Epochs / 3, TeacherEpoch = 2 * Budget.TeacherEpochs / 3)]
[Stage("last", Epochs = Budget.Epochs / 3)]
[Response(Temperature = 4, Weight = 0.9), TaskLoss(Weight = 0.1)]
[Train(BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class RouteStudent : Narrow;

/// <summary>Mirzadeh et al. 2020, behind the teacher assistant.</summary>
[Student<MediumAssistant>, Response(Temperature = 4, Weight = 0.9), TaskLoss(Weight = 0.1)]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class AssistedStudent : Narrow;

/// <summary>Hinton's loss with the mean of three teachers' logits.</summary>
[Student<WideTeacher>, Student<SecondTeacher>, Student<ThirdTeacher>]
[Response(Temperature = 4, Weight = 0.9), TaskLoss(Weight = 0.1)]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class EnsembleStudent : Narrow;

/// <summary>Du et al. 2020, AEKD: three teachers, weighed by their gradients.</summary>
[Student<WideTeacher>, Student<SecondTeacher>, Student<ThirdTeacher>]
[MultiTeacherResponse(Combination = TeacherCombination.Gradient, Weight = 0.9), TaskLoss(Weight = 0.1)]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class GradientWeighedStudent : Narrow;

/// <summary>Zhang et al. 2022, CA-MKD: three teachers, weighed by what they know of the label, with the authors' weights.</summary>
[Student<WideTeacher>, Student<SecondTeacher>, Student<ThirdTeacher>]
[MultiTeacherResponse(Combination = TeacherCombination.Confidence), TaskLoss]
[Train(Epochs = Budget.Epochs, BatchSize = Budget.BatchSize)]
[Sgd(LearningRate = Budget.LearningRate, Momentum = Budget.Momentum, WeightDecay = Budget.WeightDecay), Cosine]
public sealed partial class ConfidenceWeighedStudent : Narrow
{
    [MultiTeacherGuided("embedding", Weight = 50)] private Sequential Embedding => embedding;
}
