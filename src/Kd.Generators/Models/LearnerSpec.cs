namespace Kd.Generators.Models;

/// <summary>A model that a run trains, and how.</summary>
/// <param name="Actor">The model.</param>
/// <param name="Terms">The terms of its loss, in order.</param>
/// <param name="Optimizer">The optimizer; nothing for a model whose weights are imported.</param>
/// <param name="Schedule">The schedule, if there is one.</param>
/// <param name="EarlyStopping">When to stop before the last epoch, if that is declared.</param>
/// <param name="Judge">How the model is judged.</param>
/// <param name="LearnsWeights">Whether the terms are weighed by learned uncertainties too.</param>
/// <param name="Frozen">The members that are not trained.</param>
internal sealed record LearnerSpec(
    ActorSpec Actor,
    EquatableArray<TermSpec> Terms,
    WordSpec? Optimizer,
    WordSpec? Schedule,
    WordSpec? EarlyStopping,
    JudgeSpec Judge,
    bool LearnsWeights,
    EquatableArray<string> Frozen);
