namespace App;

[Teacher, Student<Large>, Response, TaskLoss, Train(Epochs = 20), Sgd]
internal sealed partial class Middle : Module<Tensor, Tensor>
{
    [Hint("late"), Guided("late")] private readonly Sequential body = Sequential(Conv2d(1, 8, 3), ReLU());
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(8, 10));

    public Middle() : base("Middle") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(body.call(images));
}

[Student<Middle>, Response, TaskLoss, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Guided("late")] private readonly Sequential body = Sequential(Conv2d(1, 4, 3), ReLU());
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(4, 10));

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(body.call(images));
}
