namespace App;

[Student<Large>, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Vid("early", Hidden = 8), PadL2("early"), NeuronSelectivityTransfer("early"), ChannelWiseDivergence("early"), HierarchicalContext("early")]
    private readonly Conv2d stem = Conv2d(1, 4, 3);
    [ActivationBoundary("late", Margin = 2), SimpleRecipe("late"), Mgd("late", MaskRatio = 0.5), Pkd("late"), Gram("late"), Affinity("late"), Kta("late"), Ickd("late")]
    private readonly Sequential body = Sequential(Conv2d(4, 8, 3), ReLU());
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(8, 10));

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(body.call(stem.call(images)));
}
