namespace App;

[Teacher]
[TaskLoss, Train(Epochs = 30, BatchSize = 128, Seed = 7, Keep = Keep.Last), AdamW(LearningRate = 0.002, Beta1 = 0.9, Beta2 = 0.99, WeightDecay = 0.1)]
internal sealed partial class Alone : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(64, 10);

    public Alone() : base("Alone") => RegisterComponents();

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}
