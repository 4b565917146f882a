namespace App;

[Student, TaskLoss, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [AttentionTransfer("deep", Place = "shallow", Weight = 10)] private readonly Sequential shallow = Sequential(Conv2d(1, 8, 3), ReLU());
    [Hint("deep")] private readonly Sequential deep = Sequential(Conv2d(8, 8, 3), ReLU());
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(8, 10));

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(deep.call(shallow.call(images)));
}
