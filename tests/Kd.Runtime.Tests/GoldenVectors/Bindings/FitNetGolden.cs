using Kd.Adapters;
using Kd.Losses;

namespace Kd.Tests.GoldenVectors.Bindings;

/// <summary>FitNets' hint regression.</summary>
internal sealed class FitNetGolden : IGoldenBindings
{
    public IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; } = new Dictionary<string, Func<GoldenVector, Tensor>>
    {
        ["fitnet/repdistiller_mse"] = v => new Guided().Forward(v.Student, v.Teacher),
        ["fitnet/repdistiller_convreg"] = OfRegressor,
    };

    private static Tensor OfRegressor(GoldenVector v)
    {
        var adapter = Adapter.Between("guided", AdapterKind.Regressor, Agreement.Shape, v.Student.shape, v.Teacher.shape);
        return new Guided().Forward(v.WithWeights(adapter, "reg.", "_map.").call(v.Student), v.Teacher);
    }
}
