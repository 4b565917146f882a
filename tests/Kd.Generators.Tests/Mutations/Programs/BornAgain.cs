namespace App;

[Student, BornAgain(Generations = 2), Response, TaskLoss, Train(Seed = 3), Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Guided("body")] private readonly Sequential body = Sequential(Conv2d(1, 8, 3), ReLU());
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(8, 10));

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(body.call(images));
}
