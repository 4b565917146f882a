namespace App;

[Teacher]
[Train(Epochs = 3, Seed = 7), Sgd(LearningRate = 0.1)]
internal sealed partial class Large : Module<Tensor, Tensor>
{
    [Hint("early")] private readonly Conv2d stem = Conv2d(1, 8, 3);
    [Hint("late")] private readonly Sequential body = Sequential(Conv2d(8, 16, 3), ReLU());
    private readonly Sequential pool = Sequential(AdaptiveAvgPool2d(1), Flatten());
    [Hint("classifier")] private readonly Linear head = Linear(16, 10);

    public Large() : base("Large") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(pool.call(body.call(stem.call(images))));
}
