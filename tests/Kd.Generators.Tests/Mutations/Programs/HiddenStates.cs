namespace App;

internal sealed record Tokens(Tensor Ids, Tensor Labels, Tensor SampleIds) : IBatch<Tokens>
{
    public Tokens Map(System.Func<Tensor, Tensor> map) => new(map(Ids), map(Labels), map(SampleIds));
}

internal static class Corpus
{
    [DistillationData]
    internal static DistillationData<Tokens> Load(DataContext context)
    {
        var all = new Tokens(randint(0, 50, new long[] { 60, 7 }, ScalarType.Int64), zeros(60, 7), arange(60));
        return DistillationData<Tokens>.Split(all, all.Labels, 0.6, 0.2, 1);
    }
}

internal sealed class Attention(int width) : Module<Tensor, (Tensor Output, Tensor Scores)>("Attention")
{
    public override (Tensor Output, Tensor Scores) forward(Tensor x) => (x.mul(width), x.unsqueeze(1));
}

[Teacher, Sgd]
internal sealed partial class Reader : Module<Tensor, Tensor>
{
    [Hint("embedded")] private readonly Embedding embedding = Embedding(50, 8);
    [Hint("scores", Item = 1)] private readonly Attention attention = new(8);
    [Hint("hidden")] private readonly Linear hidden = Linear(8, 8);
    private readonly Linear head = Linear(8, 50);

    public Reader() : base("Reader") => RegisterComponents();

    public override Tensor forward(Tensor ids) => head.call(hidden.call(attention.call(embedding.call(ids)).Output));
}

[Student<Reader>, HiddenFlow("embedded", "hidden"), Sgd]
internal sealed partial class Skimmer : Module<Tensor, Tensor>
{
    [Place("embedded")] private readonly Embedding embedding = Embedding(50, 4);
    [Place("scores", Item = 1), AttentionMap("scores", Distance = AttentionDistance.KullbackLeibler)] private readonly Attention attention = new(4);
    [HiddenState("hidden")] private readonly Linear hidden = Linear(4, 4);
    private readonly Linear head = Linear(4, 50);

    public Skimmer() : base("Skimmer") => RegisterComponents();

    public override Tensor forward(Tensor ids) => head.call(hidden.call(attention.call(embedding.call(ids)).Output));
}
