namespace Kd.Generators.Tests.Mutations;

/// <summary>Optimizers, schedules and values that make no sense.</summary>
public class TrainingMutations
{
    [Theory]
    // No optimizer, or several.
    [Mutation("KD0013", "TeacherAlone", ", AdamW(LearningRate = 0.002, Beta1 = 0.9, Beta2 = 0.99, WeightDecay = 0.1)", "", "class {|Alone|} :")]
    [Mutation("KD0013", "Guided", "[Student<Large>, Sgd]", "[Student<Large>]", "class {|Small|} :")]
    [Mutation("KD0013", "StagesOfOneTerm", "AdamW(Stage = \"warm\"), ", "", "class {|Small|} :")]
    [Mutation("KD0013", "Peers", "TaskLoss, AdamW, Cosine", "TaskLoss, Cosine", "class {|Wide|} :")]
    [Mutation("KD0016", "Plain", "Sgd(LearningRate = 0.05, Momentum = 0.9), Cosine]", "Sgd(LearningRate = 0.05, Momentum = 0.9), AdamW, Cosine]", "{|AdamW|},")]
    [Mutation("KD0016", "Plain", "Cosine]", "Cosine, MultiStep(5)]", "{|MultiStep(5)|}")]
    [Mutation("KD0016", "Schedule", "EarlyStopping(Patience = 3)]", "EarlyStopping(Patience = 3), EarlyStopping]", "{|EarlyStopping|}]")]
    [Mutation("KD0016", "Stages", "AdamW(Stage = \"hint\")", "AdamW(Stage = \"hint\"), Sgd(Stage = \"hint\")", "{|Sgd(Stage = \"hint\")|}")]

    // Out of bounds.
    [Mutation("KD0030", "Plain", "Temperature = 4", "Temperature = 0", "{|Temperature = 0|}")]
    [Mutation("KD0030", "Plain", "Weight = 0.9", "Weight = -0.9", "{|Weight = -0.9|}")]
    [Mutation("KD0030", "Plain", "BatchSize = 32", "BatchSize = 0", "{|BatchSize = 0|}")]
    [Mutation("KD0030", "Plain", "LearningRate = 0.05, Momentum = 0.9", "LearningRate = 0.05, Momentum = 1.9", "{|Momentum = 1.9|}")]
    [Mutation("KD0030", "Responses", "Beta = 4", "Beta = -4", "{|Beta = -4|}")]
    [Mutation("KD0030", "TokenDivergences", "Skew = 0.1", "Skew = 1", "{|Skew = 1|}")]
    [Mutation("KD0030", "Smoothing", "Smoothing = 0.2", "Smoothing = -0.2", "{|Smoothing = -0.2|}")]
    [Mutation("KD0030", "FeatureMethods", "MaskRatio = 0.5", "MaskRatio = 1.5", "{|MaskRatio = 1.5|}")]
    [Mutation("KD0030", "BornAgain", "Generations = 2", "Generations = 0", "{|Generations = 0|}")]
    [Mutation("KD0030", "MeanTeacher", "Decay = 0.99", "Decay = 1", "{|Decay = 1|}")]
    [Mutation("KD0030", "Written", "Weight = +1e-1", "Weight = -1e-1", "{|Weight = -1e-1|}")]
    [Mutation("KD0030", "Weights", "Epochs = 10", "Epochs = 10, AccumulationSteps = 0", "{|AccumulationSteps = 0|}")]
    [Mutation("KD0030", "Weights", "Epochs = 10", "Epochs = 10, ClipNorm = -1", "{|ClipNorm = -1|}")]
    [Mutation("KD0030", "Weights", "Epochs = 10", "Epochs = 10, EmaDecay = 1", "{|EmaDecay = 1|}")]

    // Values that have no effect.
    [Mutation("KD0031", "Smoothing", "LabelSmoothing(Smoothing = 0.2, OverOtherClasses = true), Response", "Response(Weight = 0)", "class {|Small|} :")]
    [Mutation("KD0031", "FactorTransfer", "ParaphraserStage = \"paraphraser\"", "ParaphraserStage = \"paraphraser\", Weight = 0", "class {|Small|} :")]
    [Mutation("KD0032", "Weights", "WarmUpEpochs = 5", "WarmUpEpochs = 11", "{|Response(WarmUpEpochs = 11, WarmUp = WarmUpShape.Sigmoid, EndWeight = 0.1)|}")]
    [Mutation("KD0032", "Weights", "Epochs = 10", "Epochs = 4", "{|Response(WarmUpEpochs = 5, WarmUp = WarmUpShape.Sigmoid, EndWeight = 0.1)|}")]
    [Mutation("KD0035", "Schedule", "MultiStep(4, 8,", "MultiStep(4, 80,", "{|MultiStep(4, 80, Factor = 0.2)|}")]
    [Mutation("KD0035", "StagesOfOneTerm", "MultiStep(3,", "MultiStep(5,", "{|MultiStep(5, Stage = \"warm\")|}")]
    [Mutation("KD0036", "Relations", "BatchSize = 16", "BatchSize = 1", "{|SimilarityPreserving(\"early\")|}", "{|HardDarkRank(\"early\", Neighbors = 3)|}", "{|CorrelationCongruence(\"early\", Order = 3)|}", "{|Rkd(\"late\", DistanceWeight = 25, AngleWeight = 50)|}", "{|RkdDistance(\"late\")|}", "{|RkdAngle(\"late\")|}", "{|Pkt(\"late\")|}", "{|Crd(\"late\", Negatives = 64)|}")]
    [Mutation("KD0036", "PlacesOfTheModel", "[Student<Wide>, Sgd]", "[Student<Wide>, Train(BatchSize = 1), Sgd]", "{|SimilarityPreserving(\"image\", Place = \"raw\")|}", "{|Pkt(\"scores\")|}")]
    [Mutation("KD0030", "Cached", "Views = 4", "Views = 0", "{|Views = 0|}")]
    [Mutation("KD0030", "Cached", "TopK = 5", "TopK = 0", "{|TopK = 0|}")]

    // Settings that need others.
    [Mutation("KD0050", "Cached", "Format = CacheFormat.TopK, ", "", "{|TopK = 5|}")]
    [Mutation("KD0050", "CarefulForward", "Momentum = 0.9, Nesterov = true", "Nesterov = true", "{|Nesterov = true|}")]
    [Mutation("KD0050", "CarefulForward", "Momentum = 0.9, Nesterov = true", "Momentum = 0, Nesterov = true", "{|Nesterov = true|}")]
    [Mutation("KD0050", "CarefulForward", "WarmUpEpochs = 5, WarmUp = WarmUpShape.Sigmoid", "WarmUp = WarmUpShape.Sigmoid", "{|WarmUp = WarmUpShape.Sigmoid|}")]
    [Mutation("KD0050", "CarefulForward", "Patience = 5", "Patience = 20", "{|Patience = 20|}")]
    [Mutation("KD0050", "CarefulForward", "[Teacher(Weights = \"large.safetensors\")]", "[Teacher(Weights = \"large.safetensors\"), Sgd, Cosine]", "{|Sgd|},", "{|Cosine|}]")]
    [Mutation("KD0050", "Relations", "Order = 3", "Order = 3, Form = CorrelationForm.Bilinear", "{|Order = 3|}, Form")]
    [Mutation("KD0050", "FactorTransfer", "ParaphraserStage = \"paraphraser\"", "ParaphraserStage = \"paraphraser\", Paraphrase = false", "{|ParaphraserStage = \"paraphraser\"|}, Paraphrase")]
    [Mutation("KD0050", "FactorTransfer", "[Stage(\"paraphraser\", Epochs = 5)", "[Train(Epochs = 9), Stage(\"paraphraser\", Epochs = 5)", "Train({|Epochs = 9|})")]
    public Task Is_told(string id, string program, string old, string @new, string[] places) => Suite.AssertTold(id, program, old, @new, places);
}
