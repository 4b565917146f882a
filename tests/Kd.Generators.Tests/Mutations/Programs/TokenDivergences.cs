namespace App;

[Student<Large>]
[ForwardKl(Temperature = 2), ReverseKl, SymmetricKl(ReverseShare = 0.3), SkewKl(Skew = 0.1), ReverseSkewKl, AdaptiveKl(HeadMass = 0.4)]
[GeneralizedJsd(Beta = 0.1), TotalVariation, Minifinetuning(Threshold = 0.5)]
[Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(64, 10);

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}
