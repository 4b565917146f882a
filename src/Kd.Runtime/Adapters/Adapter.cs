using Kd.Losses;
using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Adapters;

/// <summary>
/// The map from a student's feature to the shape of its teacher's. Trained with the student, never exported with it.
/// </summary>
public sealed class Adapter : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor>? _before;
    private readonly nn.Module<Tensor, Tensor>? _map;
    private readonly nn.Module<Tensor, Tensor>? _after;

    private Adapter(AdapterPlan plan)
        : base("adapter")
    {
        _before = plan.Before is { } before ? Rearrange.Of(before) : null;
        _map = PlannedLayers.Build(plan.Layers);
        _after = plan.After is { } after ? Rearrange.Of(after) : null;
        RegisterComponents();
    }

    /// <summary>Whether the feature passes unchanged.</summary>
    public bool IsIdentity => _before is null && _map is null && _after is null;

    /// <summary>Makes the adapter for a term.</summary>
    /// <param name="term">The term's name, for messages.</param>
    /// <param name="kind">What was asked for.</param>
    /// <param name="agreement">What the loss needs to agree.</param>
    /// <param name="student">The shape of the student's feature, samples first.</param>
    /// <param name="teacher">The shape of the teacher's feature, samples first.</param>
    /// <exception cref="KdException">The kind cannot relate the shapes (KD3004).</exception>
    public static Adapter Between(string term, AdapterKind kind, Agreement agreement, long[] student, long[] teacher)
    {
        var plan = AdapterPlanner.Between(kind, agreement, student, teacher);
        return plan.IsPossible ? new(plan) : throw new KdException(
            "KD3004", $"{term}: the adapter {kind} cannot map the student's feature {Shapes.Text(student)} to the teacher's {Shapes.Text(teacher)}: it takes " +
            $"{AdapterPlanner.Domain(kind)}. Follow a place of another shape, or choose another Adapter.");
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var arranged = _before is null ? input : _before.call(input);
        var mapped = _map is null ? arranged : _map.call(arranged);
        return _after is null ? mapped : _after.call(mapped);
    }
}
