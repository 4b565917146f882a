namespace App;

internal abstract record Picture(Tensor Labels, Tensor SampleIds)
{
    public abstract Tensor Pixels { get; }
}

internal sealed record Photo(Tensor Labels, Tensor SampleIds) : Picture(Labels, SampleIds), IBatch<Photo>
{
    public override Tensor Pixels => Labels;

    public Photo Map(System.Func<Tensor, Tensor> map) => new(map(Labels), map(SampleIds));
}

internal static class Album
{
    [DistillationData]
    internal static DistillationData<Photo> Load(in DataContext context)
    {
        var all = new Photo(ones(60), arange(60));
        return DistillationData<Photo>.Split(all, all.Labels, 0.6, 0.2, 1);
    }
}

[Teacher, Sgd]
internal sealed partial class Wide : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(64, 10);

    public Wide() : base("Wide") => RegisterComponents();

    public override Tensor forward(Tensor pixels) => layer.call(pixels.flatten(1));
}
