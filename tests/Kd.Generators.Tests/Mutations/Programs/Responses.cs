namespace App;

[Student<Large>]
[Response(Temperature = 2, TemperaturePower = 1, Reduction = LossReduction.BatchMean, TargetEpsilon = 1e-7)]
[SoftCrossEntropy, LogitStandardization(Epsilon = 1e-6), Dkd(Alpha = 2, Beta = 4), Dist(Beta = 2, Gamma = 2), Mlkd(Masking = MlkdMasking.None)]
[LogitMse, LogitCosine, ProbabilityMse, KnowledgeAdjustment, WeightedSoftLabels, OneForAll(Exponent = 1.5), CurriculumTemperature]
[Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(64, 10);

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}
