namespace Kd.Generators.Models;

/// <summary>A training run: which model, from what, how.</summary>
/// <param name="Kind">What the run is.</param>
/// <param name="Model">The model that is trained.</param>
/// <param name="Teacher">The teacher of a distillation.</param>
/// <param name="Terms">The terms of the loss, in order.</param>
/// <param name="Train">The arguments of <c>[Train]</c>.</param>
/// <param name="Optimizer">The optimizer; nothing for a model whose weights are imported.</param>
/// <param name="Schedule">The schedule, if there is one.</param>
/// <param name="Weights">The file to take the weights from.</param>
internal sealed record RunSpec(
    RunKind Kind,
    ModelSpec Model,
    ModelSpec? Teacher,
    EquatableArray<TermSpec> Terms,
    string Train,
    WordSpec? Optimizer,
    WordSpec? Schedule,
    string? Weights)
{
    /// <summary>The stage's name.</summary>
    public string Stage => Kind == RunKind.Baseline ? Model.Name + ".Baseline" : Model.Name;

    /// <summary>The name of the generated class.</summary>
    public string ClassName => Model.Name + Kind switch
    {
        RunKind.Teacher => "Trainer",
        RunKind.Baseline => "Baseline",
        _ => "Distiller",
    };
}

internal enum RunKind
{
    Teacher,
    Baseline,
    Student,
}
