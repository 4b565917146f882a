using Kd.Losses;

namespace Kd.Tests.GoldenVectors.Bindings;

/// <summary>Relations between channels and pixels of maps: ICKD, affinity and KTA.</summary>
internal sealed class ChannelRelationGolden : IGoldenBindings
{
    public IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; } = new Dictionary<string, Func<GoldenVector, Tensor>>
    {
        ["ickd/ickd_cifar"] = OfEmbedding,
        ["ickd/torchdistill_chsim"] = v => new Ickd(embed: false, reduction: IckdReduction.RowsOverBatch).Forward(v.Student, v.Teacher),
        ["affinity/torchdistill"] = v => new Affinity().Forward(v.Student, v.Teacher),
        ["kta/torchdistill"] = v => new Kta(v.Hyper("p"), v.Hyper("q")).Forward(v.Student, v.Teacher),
    };

    // A channel of zeros has no direction, where the references divide by 1e-12.
    public Tensor ComparableRows(string family, string file, Tensor input) =>
        file.Contains("dead_channel", StringComparison.Ordinal) ? tensor([1L]) : arange(input.size(0), ScalarType.Int64);

    private static Tensor OfEmbedding(GoldenVector v)
    {
        var (student, teacher) = (v.Students[0], v.Teachers[0]);
        var loss = new Ickd(student.shape, teacher.shape);
        v.WithWeights(loss, "ickd.embed_s.conv2d.", "_embedding.conv.");
        return v.WithWeights(loss, "ickd.embed_s.l2norm.", "_embedding.bn.").Forward(student, teacher);
    }
}
