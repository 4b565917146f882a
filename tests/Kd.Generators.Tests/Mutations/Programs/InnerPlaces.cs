namespace App;

internal sealed class Block : Module<Tensor, Tensor>
{
    private readonly Linear first = Linear(64, 16);
    [TorchSharp.Utils.ComponentName(Name = "last")] private readonly Linear second = Linear(16, 10);

    public Block() : base("Block") => RegisterComponents();

    public override Tensor forward(Tensor x) => second.call(first.call(x).relu());
}

[Teacher, Sgd]
internal sealed partial class Wide : Module<Tensor, Tensor>
{
    [Hint("hidden", Path = "first"), Hint("input", Of = HintOf.Input)] private readonly Block block = new();
    [Hint("memory", Item = 1), Hint("output")] private readonly LSTM encoder = LSTM(64, 64, batchFirst: true);

    public Wide() : base("Wide") => RegisterComponents();

    public override Tensor forward(Tensor images) => block.call(encoder.call(images.reshape(-1, 1, 64)).Item1.squeeze(1));
}

[Student<Wide>, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Place("hidden", Path = "first"), Guided("hidden")] private readonly Block block = new();
    [Place("input", Name = "entry", Of = HintOf.Input), SimilarityPreserving("input", Place = "entry")] private readonly Sequential body = Sequential(Flatten());
    [SimilarityPreserving("memory")] private readonly Linear side = Linear(64, 8);
    [SimilarityPreserving("output")] private readonly Linear end = Linear(8, 8);

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images)
    {
        var x = body.call(images);
        end.call(side.call(x));
        return block.call(x);
    }
}
