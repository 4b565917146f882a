namespace Kd.Generators.Models;

/// <summary>A training run, which is a stage of the graph: which models, from what, how.</summary>
/// <param name="Kind">What the run is.</param>
/// <param name="Stage">The stage's name.</param>
/// <param name="ClassName">The name of the generated class.</param>
/// <param name="Learners">The models that are trained: one, or the peers of a group.</param>
/// <param name="Teachers">The models that teach and are not trained.</param>
/// <param name="Train">The arguments of <c>[Train]</c>.</param>
internal sealed record RunSpec(
    RunKind Kind,
    string Stage,
    string ClassName,
    EquatableArray<LearnerSpec> Learners,
    EquatableArray<ActorSpec> Teachers,
    string Train)
{
    /// <summary>The number of epochs, if it is not that of <see cref="Train"/>.</summary>
    public int? Epochs { get; init; }

    /// <summary>The file to take the weights from.</summary>
    public string? Weights { get; init; }

    /// <summary>Whether that file is a TorchScript file, code and all.</summary>
    public bool IsScript { get; init; }

    /// <summary>The student that a stage before the last belongs to.</summary>
    public string? Student { get; init; }

    /// <summary>What the student calls the stage, if it has several.</summary>
    public string? StageName { get; init; }

    /// <summary>The same, if a loss may ask for it.</summary>
    public string? ToldStage => Terms.Any(t => t.Arguments.Any(a => a.Source == ArgumentSource.Step)) ? StageName : null;

    /// <summary>The stage that this one goes on from.</summary>
    public string? Before { get; init; }

    /// <summary>Whether another goes on from it.</summary>
    public bool IsContinued { get; init; }

    /// <summary>Which of the models of one class it makes, so that each starts from other weights.</summary>
    public int Generation { get; init; }

    /// <summary>How an averaged teacher follows.</summary>
    public WordSpec? MeanTeacher { get; init; }

    /// <summary>How what the frozen teachers give is stored, if it is.</summary>
    public WordSpec? TeacherCache { get; init; }

    /// <summary>The epochs whose weights are kept beside the final ones.</summary>
    public EquatableArray<int> Checkpoints { get; init; }

    /// <summary>Whether the teachers are judged together too.</summary>
    public bool JudgesEnsemble { get; init; }

    /// <summary>The model whose place the run's code stands at: the only one that is trained, or the first of a group.</summary>
    public ModelSpec Model => Learners[0].Actor.Model;

    /// <summary>Whether several models are trained at once.</summary>
    public bool IsGroup => Learners.Count > 1;

    /// <summary>All models of the run, those that are trained first.</summary>
    public IEnumerable<ActorSpec> Actors => Learners.Select(l => l.Actor).Concat(Teachers);

    /// <summary>The terms of all losses.</summary>
    public IEnumerable<TermSpec> Terms => Learners.SelectMany(l => l.Terms);

    /// <summary>How batches are put together, as C# text; nothing for the plain way.</summary>
    public string? Batches => Terms.Select(t => t.Batches).FirstOrDefault(b => b is not null);

    /// <summary>The words that give the run its settings, in the order of its declaration.</summary>
    public IEnumerable<WordSpec> Words => Learners
        .SelectMany(l => l.Terms.Select(t => t.Word).Concat(new[] { l.Optimizer, l.Schedule, l.EarlyStopping }.OfType<WordSpec>()))
        .Concat(new[] { MeanTeacher, TeacherCache }.OfType<WordSpec>());

    /// <summary>The tensors of the batch that the run needs beside the models' inputs, each with the word that needs it.</summary>
    public IEnumerable<(string Tensor, WordSpec Word)> Needs =>
        from learner in Learners
        from needs in learner.Terms.Append(learner.Judge.Task).Select(t => (t.Word, t.Arguments)).Append((Word: learner.Judge.Metric, Arguments: learner.Judge.MetricArguments))
        from argument in needs.Arguments
        where argument.Source is ArgumentSource.Labels or ArgumentSource.Mask && !argument.IsOptional
        select (argument.Source.ToString(), needs.Word);
}

internal enum RunKind
{
    Teacher,
    Baseline,
    Student,
}
