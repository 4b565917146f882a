namespace Kd.Generators.Models;

/// <summary>A training run: which model, from what, how.</summary>
/// <param name="Kind">What the run is.</param>
/// <param name="Model">The model that is trained.</param>
/// <param name="Teacher">The teacher of a distillation.</param>
/// <param name="Terms">The terms of the loss, in order.</param>
/// <param name="Train">The arguments of <c>[Train]</c>.</param>
/// <param name="Optimizer">The optimizer; nothing for a model whose weights are imported.</param>
/// <param name="Schedule">The schedule, if there is one.</param>
/// <param name="EarlyStopping">When to stop before the last epoch, if that is declared.</param>
/// <param name="Judge">How the model is judged.</param>
/// <param name="LearnsWeights">Whether the terms are weighed by learned uncertainties too.</param>
/// <param name="Weights">The file to take the weights from.</param>
internal sealed record RunSpec(
    RunKind Kind,
    ModelSpec Model,
    ModelSpec? Teacher,
    EquatableArray<TermSpec> Terms,
    string Train,
    WordSpec? Optimizer,
    WordSpec? Schedule,
    WordSpec? EarlyStopping,
    JudgeSpec Judge,
    bool LearnsWeights,
    string? Weights)
{
    /// <summary>Whether that file is a TorchScript file, code and all.</summary>
    public bool IsScript { get; init; }

    /// <summary>The words that give the run its settings, in the order of its declaration.</summary>
    public IEnumerable<WordSpec> Words => Terms.Select(t => t.Word).Concat(new[] { Optimizer, Schedule, EarlyStopping }.OfType<WordSpec>());

    /// <summary>The tensors of the batch that the run needs beside the models' inputs, each with the word that needs it.</summary>
    public IEnumerable<(string Tensor, WordSpec Word)> Needs =>
        from needs in Terms.Append(Judge.Task).Select(t => (t.Word, t.Arguments)).Append((Word: Judge.Metric, Arguments: Judge.MetricArguments))
        from argument in needs.Arguments
        where argument.Source is ArgumentSource.Labels or ArgumentSource.Mask && !argument.IsOptional
        select (argument.Source.ToString(), needs.Word);

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
