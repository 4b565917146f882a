namespace Kd.Generators.Models;

/// <summary>A model that takes part in a run.</summary>
/// <param name="Name">The beginning of the names of what belongs to it: <c>student</c>, <c>teacher</c>.</param>
/// <param name="Model">Its class.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Stage">The stage whose weights it has; for a peer the name of its results.</param>
/// <param name="Epoch">The epoch of that stage, if it is not the one that was kept.</param>
internal sealed record ActorSpec(string Name, ModelSpec Model, ActorKind Kind, string Stage, int? Epoch = null)
{
    /// <summary>Whether it is trained.</summary>
    public bool IsLearner => Kind == ActorKind.Learner;
}

internal enum ActorKind
{
    Learner,

    /// <summary>A teacher with weights that do not change.</summary>
    Frozen,

    /// <summary>A teacher whose weights are the average of a learner's.</summary>
    Averaged,
}
