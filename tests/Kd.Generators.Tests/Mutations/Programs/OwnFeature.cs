namespace App;

[LossClass("App.Angles")]
internal sealed class AnglesAttribute(string hint) : GuidedAttribute(hint)
{
    public double Slack { get; set; }
}

internal sealed class Angles : Loss
{
    private readonly Linear mix;
    private readonly double slack;

    public Angles(long[] studentShape, double slack, long sampleCount)
    {
        mix = Linear(studentShape[0], sampleCount);
        this.slack = slack;
    }

    public Tensor Forward(Tensor student, Tensor teacher) => mix.call(student.sub(teacher)).sum().mul(slack);
}

[LossClass(typeof(Ranks))]
internal sealed class RanksAttribute(string hint) : InstanceRelationAttribute(hint);

internal sealed class Ranks : Loss
{
    public Tensor Forward(Tensor student, Tensor teacher) => student.flatten(1).sum(1).sub(teacher.flatten(1).sum(1)).abs().mean();
}

[Student<Large>, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Angles("early", Slack = 0.5, Adapter = AdapterKind.None)] private readonly Conv2d stem = Conv2d(1, 8, 3);
    [Ranks("late")] private readonly Sequential body = Sequential(ReLU());
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(8, 10));

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(body.call(stem.call(images)));
}
