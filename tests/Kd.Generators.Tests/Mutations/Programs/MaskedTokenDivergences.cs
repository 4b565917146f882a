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
        var all = new Tokens(randint(0, 50, new long[] { 60, 7 }, ScalarType.Int64), ones(60, 7), zeros(60, 7), arange(60));
        return DistillationData<Tokens>.Split(all, all.Labels, 0.6, 0.2, 1);
    }
}

[Teacher, Sgd]
internal sealed partial class Reader : Module<Tensor, Tensor>
{
    private readonly Sequential layers = Sequential(Embedding(50, 8), Linear(8, 50));

    public Reader() : base("Reader") => RegisterComponents();

    public override Tensor forward(Tensor ids) => layers.call(ids);
}

[Student<Reader>]
[MaskedForwardKl, MaskedReverseKl, MaskedSymmetricKl, MaskedSkewKl, MaskedReverseSkewKl, MaskedAdaptiveKl]
[MaskedGeneralizedJsd, MaskedTotalVariation, MaskedMinifinetuning]
[AdamW]
internal sealed partial class Skimmer : Module<Tensor, Tensor>
{
    private readonly Sequential layers = Sequential(Embedding(50, 4), Linear(4, 50));

    public Skimmer() : base("Skimmer") => RegisterComponents();

    public override Tensor forward(Tensor ids) => layers.call(ids);
}
