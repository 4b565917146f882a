namespace App;

[Student<Large>]
[Response(Temperature = 4, Weight = 0.9), TaskLoss(Weight = 0.1)]
[Train(Epochs = 10, BatchSize = 32), Sgd(LearningRate = 0.05, Momentum = 0.9), Cosine]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    private readonly Sequential layers = Sequential(Conv2d(1, 4, 3), ReLU(), AdaptiveAvgPool2d(1), Flatten(), Linear(4, 10));

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => layers.call(images);
}
