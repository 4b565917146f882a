namespace App;

[LossClass(typeof(Soft))]
internal sealed class SoftAttribute : ResponseAttribute;

internal sealed class Soft : Loss
{
    public Tensor Forward(Tensor student, Tensor teacher) => functional.kl_div(student.log_softmax(1), teacher.softmax(1), log_target: false);
}

[Student<Large>, Soft, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Guided("early")] private readonly Conv2d stem = Conv2d(1, 4, 3);
    private readonly ModuleList<Module<Tensor, Tensor>> blocks = new();
    private readonly Parameter scale = Parameter(ones(1));
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(4, 10));

    public Small() : base("Small")
    {
        blocks.Add(ReLU());
        RegisterComponents();
    }

    public override Tensor forward(Tensor images)
    {
        var x = stem.call(images);
        foreach (var block in blocks)
        {
            x = block.forward(x);
        }

        return head.call(x.mul(scale));
    }
}
