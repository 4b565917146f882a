namespace App;

[Student<Large>]
[RelationPair("early", "late", Weight = 0.5), Kdsvd("early", "late"), Irg("early", "late", "logits")]
[ReviewKd("early", "late"), SemCkd("early", "late", BatchSize = 32)]
[Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Place("early")] private readonly Conv2d stem = Conv2d(1, 4, 3);
    [Guided("late")] private readonly Sequential body = Sequential(Conv2d(4, 8, 3), ReLU());
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(8, 10));

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(body.call(stem.call(images)));
}
