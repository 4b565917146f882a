using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>What a class declares about its own training, for all its stages.</summary>
/// <param name="Type">The class.</param>
/// <param name="Terms">The terms of its loss, with their attributes.</param>
/// <param name="Judge">By what it is judged.</param>
/// <param name="LearnsWeights">Whether the terms are weighed by learned uncertainties too.</param>
internal sealed record DeclaredLearner(INamedTypeSymbol Type, IReadOnlyList<(TermSpec Term, AttributeData Attribute)> Terms, JudgeSpec Judge, bool LearnsWeights);

/// <summary>Reads how a class is trained.</summary>
internal sealed class LearnerReader(Compilation compilation, Problems problems)
{
    private readonly WordReader _words = new(compilation, problems);

    /// <summary>Reads what a student declares.</summary>
    /// <param name="type">The class.</param>
    /// <param name="teachers">Whom it follows; nothing if that is not known.</param>
    /// <param name="actors">The names of the models in its runs.</param>
    /// <param name="judgedLike">The teacher whose task and metric hold where the class declares none.</param>
    /// <returns>Nothing if it is declared wrongly.</returns>
    public DeclaredLearner? Read(INamedTypeSymbol type, Teachers? teachers, IEnumerable<string> actors, INamedTypeSymbol? judgedLike)
    {
        var attributes = TermReader.Attributes(type);
        var terms = new TermReader(_words, problems).Read(type, attributes, teachers, new TermNames(type, actors));
        var judge = new JudgeReader(compilation, problems).Read(type, judgedLike);
        return terms is null || judge is null ? null : new(type, terms, judge, type.FindKdAttribute("UncertaintyWeightingAttribute") is not null);
    }

    /// <summary>Reads the optimizer and the other training words of a stage.</summary>
    /// <param name="type">The class.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="needsOptimizer">Whether the class has to have an optimizer.</param>
    /// <returns>Nothing if they are declared wrongly.</returns>
    public TrainingWords? Training(INamedTypeSymbol type, StageSymbol stage, bool needsOptimizer)
    {
        var complete = One(type, "OptimizerAttribute", "optimizers", stage, WordRole.Optimizer, out var optimizer)
            & One(type, "ScheduleAttribute", "schedules", stage, WordRole.Schedule, out var schedule)
            & One(type, "EarlyStoppingAttribute", "early stoppings", stage, WordRole.EarlyStopping, out var stopping);
        if (needsOptimizer && optimizer is null && complete)
        {
            problems.Add(Descriptors.NoOptimizer, type, type.Name);
            return null;
        }

        return complete ? new(optimizer, schedule, stopping) : null;
    }

    /// <summary>The model and how it learns, in a stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="learner">What its class declares.</param>
    /// <param name="actor">What it is in the run.</param>
    /// <param name="training">The training words of the stage.</param>
    /// <param name="isCompared">Whether a peer's term is about it too, so that it needs none of its own.</param>
    /// <returns>Nothing if it has no term there.</returns>
    public LearnerSpec? In(StageSymbol stage, DeclaredLearner learner, ActorSpec actor, TrainingWords training, bool isCompared = false)
    {
        var terms = learner.Terms.Where(t => stage.Has(t.Attribute)).Select(t => t.Term).ToList();
        if (terms.Count == 0 && !isCompared)
        {
            problems.Add(Descriptors.NoTerm, learner.Type, stage.Name is null ? learner.Type.Name : $"{learner.Type.Name}, in its stage \"{stage.Name}\",");
            return null;
        }

        if (terms.Select(t => t.Batches).OfType<string>().Distinct().Count() > 1)
        {
            problems.Add(
                Descriptors.WrongScheme, learner.Type, learner.Type.Name,
                $"its terms want batches of different kinds ({string.Join(", ", terms.Where(t => t.Batches is not null).Select(t => t.Word.Source))}): give them stages of their own");
            return null;
        }

        return new(
            actor, EquatableArray.From(terms), training.Optimizer, training.Schedule, training.EarlyStopping, learner.Judge, learner.LearnsWeights,
            EquatableArray.From(Frozen(learner.Type, stage)));
    }

    /// <summary>A model that learns the task alone.</summary>
    public static LearnerSpec Alone(JudgeSpec judge, ActorSpec actor, TrainingWords training) =>
        new(actor, EquatableArray.From([judge.Task with { Student = EquatableArray.From([new PlaceRef(actor.Name, PlaceRef.Logits)]) }]),
            training.Optimizer, training.Schedule, training.EarlyStopping, judge, LearnsWeights: false, default);

    private IEnumerable<string> Frozen(INamedTypeSymbol type, StageSymbol stage)
    {
        foreach (var (member, attribute) in Annotations.Of(type).Where(a => a.Attribute.AttributeClass.IsKd("FreezeAttribute") && stage.Has(a.Attribute)).GroupBy(a => a.Symbol, SymbolEqualityComparer.Default).Select(g => g.First()))
        {
            var memberType = (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type;
            if (member.IsStatic || !memberType.IsModule())
            {
                problems.Add(
                    Descriptors.NotAModule, attribute, attribute.Word(), member.Name, memberType?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "member of another kind",
                    "put it on a field or property whose type is a module");
            }
            else if (!type.CanReach(member))
            {
                problems.Add(Descriptors.WrongTap, attribute, attribute.Word(), member.Name, PlaceReader.OutOfReach(member, type));
            }
            else
            {
                yield return member.Name;
            }
        }
    }

    private bool One(INamedTypeSymbol type, string baseName, string plural, StageSymbol stage, WordRole role, out WordSpec? word)
    {
        var all = type.GetAttributes().Where(a => a.AttributeClass.DerivesFromKd(baseName)).ToList();
        var ofStage = all.FindAll(a => a.Named("Stage") is string name && name == stage.Name);
        var words = ofStage.Count > 0 ? ofStage : all.FindAll(a => a.Named("Stage") is null);
        word = words.Count == 0 ? null : _words.Read(words[0], role);
        if (words.Count > 1)
        {
            problems.Add(Descriptors.SeveralWords, words[1], type.Name, plural);
        }

        return words.Count <= 1 && (words.Count == 0 || word is not null);
    }
}

/// <summary>The training words of a stage.</summary>
internal sealed record TrainingWords(WordSpec? Optimizer, WordSpec? Schedule, WordSpec? EarlyStopping);
