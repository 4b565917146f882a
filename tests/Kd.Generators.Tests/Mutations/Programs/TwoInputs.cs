namespace App;

internal sealed record Tokens(Tensor Ids, Tensor Mask, Tensor Labels, Tensor SampleIds) : IBatch<Tokens>
{
    public Tokens Map(System.Func<Tensor, Tensor> map) => new(map(Ids), map(Mask), map(Labels), map(SampleIds));
}

internal static class Corpus
{
    [DistillationData]
    internal static DistillationData<Tokens> Load(DataContext context)
    {
        var all = new Tokens(randint(0, 50, new long[] { 60, 7 }, ScalarType.Int64), ones(60, 7), randint(0, 50, new long[] { 60, 7 }, ScalarType.Int64), arange(60));
        return DistillationData<Tokens>.Split(all, all.Labels, 0.6, 0.2, 1);
    }
}

[Teacher, Sgd]
internal sealed partial class Reader : Module<Tensor, Tensor, Tensor>
{
    private readonly Embedding embedding = Embedding(50, 8);
    [Hint("hidden")] private readonly Linear hidden = Linear(8, 8);
    private readonly Linear head = Linear(8, 50);

    public Reader() : base("Reader") => RegisterComponents();

    public override Tensor forward(Tensor ids, Tensor mask) => head.call(hidden.call(embedding.call(ids)).mul(mask.unsqueeze(-1)));
}

[Student<Reader>, MaskedForwardKl, MaskedReverseKl(Weight = 0.5), Sgd]
internal sealed partial class Skimmer : Module<Tensor, Tensor, Tensor>
{
    private readonly Embedding embedding = Embedding(50, 8);
    [HiddenState("hidden")] private readonly Linear hidden = Linear(8, 8);
    private readonly Linear head = Linear(8, 50);

    public Skimmer() : base("Skimmer") => RegisterComponents();

    public override Tensor forward(Tensor ids, Tensor mask) => head.call(hidden.call(embedding.call(ids)).mul(mask.unsqueeze(-1)));
}
