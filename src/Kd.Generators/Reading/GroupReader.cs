using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Reads the peers of a group and their common run.</summary>
internal sealed class GroupReader(Compilation compilation, Problems problems, CancellationToken cancellation)
{
    private static readonly StageSymbol _onlyStage = new(null);

    /// <summary>Reads a peer.</summary>
    /// <param name="group">The name of the group.</param>
    /// <param name="type">The peer.</param>
    /// <param name="peers">The classes of the group.</param>
    /// <returns>Nothing if it is declared wrongly.</returns>
    public (Teachers Teachers, DeclaredLearner Declared, TrainingWords Training)? Read(string group, INamedTypeSymbol type, IReadOnlyList<INamedTypeSymbol> peers)
    {
        var teachers = new SchemeReader(compilation, problems, cancellation).ReadGroup(peers);
        var own = teachers?.FirstOrDefault(t => SymbolEqualityComparer.Default.Equals(t.Student, type));
        var reader = new LearnerReader(compilation, problems);
        var declared = Declared(reader, type, own);
        var training = reader.Training(type, _onlyStage, needsOptimizer: true);
        if (own is null || declared is null || training is null)
        {
            return null;
        }

        var terms = Terms(teachers!);
        var isRight = reader.In(_onlyStage, declared, Actor(own, teachers!), training, IsCompared(own, terms)) is not null;
        return isRight & HasTheBatchesOfAll(group, own, terms) ? (own, declared, training) : null;
    }

    /// <summary>Reads the run of a group.</summary>
    /// <returns>Nothing if one of the peers is declared wrongly, or none learns anything.</returns>
    public RunSpec? ReadRun(string group, IReadOnlyList<INamedTypeSymbol> peers, string train)
    {
        if (new SchemeReader(compilation, problems, cancellation).ReadGroup(peers) is not { } all)
        {
            return null;
        }

        var reader = new LearnerReader(compilation, problems);
        var learners = new List<LearnerSpec>();
        var terms = Terms(all);
        foreach (var teachers in all)
        {
            var actor = Actor(teachers, all);
            if (Declared(reader, teachers.Student, teachers) is not { } declared
                || reader.Training(teachers.Student, _onlyStage, needsOptimizer: true) is not { } training
                || reader.In(_onlyStage, declared, actor, training, IsCompared(teachers, terms)) is not { } learner)
            {
                return null;
            }

            learners.Add(Named(learner, IsCopy(actor, all)));
        }

        var frozen = all.SelectMany(t => t.All).Select(t => t.Actor).Where(a => !a.IsLearner).Distinct();
        return new(RunKind.Student, group, MutualGroup.ClassName(group), EquatableArray.From(learners), EquatableArray.From(frozen), train);
    }

    private static DeclaredLearner? Declared(LearnerReader reader, INamedTypeSymbol type, Teachers? teachers) => reader.Read(
        type, teachers, (teachers?.All.Select(t => t.Actor.Name) ?? []).Append(teachers?.Learner ?? Names.Camel(type.Name)),
        teachers?.All.Where(t => !t.Actor.IsLearner).Select(t => t.Type).FirstOrDefault());

    private static ActorSpec Actor(Teachers peer, IReadOnlyList<Teachers> all) => all.SelectMany(t => t.All).First(t => t.Actor.Name == peer.Learner).Actor;

    // The terms of all peers. What is wrong with one is told where it stands.
    private List<(Teachers Peer, TermSpec Term)> Terms(IReadOnlyList<Teachers> all)
    {
        var reader = new LearnerReader(compilation, Problems.Ignored);
        return [.. from peer in all from term in Declared(reader, peer.Student, peer)?.Terms ?? [] select (peer, term.Term)];
    }

    private static bool IsCompared(Teachers peer, List<(Teachers Peer, TermSpec Term)> terms) =>
        terms.Exists(t => t.Peer != peer && t.Term.Student.Any(p => p.Actor == peer.Learner));

    // One batch is for all peers.
    private bool HasTheBatchesOfAll(string group, Teachers peer, List<(Teachers Peer, TermSpec Term)> terms)
    {
        var asking = terms.FindAll(t => t.Term.Batches is not null);
        var other = asking.Find(t => t.Peer == peer && t.Term.Batches != asking[0].Term.Batches).Term;
        if (other is not null)
        {
            problems.Add(
                Descriptors.WrongScheme, peer.Student, peer.Student.Name,
                $"the terms of the group \"{group}\" want batches of different kinds ({asking[0].Term.Word.Source}, {other.Word.Source}), but all its peers have the same: keep those of one kind");
        }

        return other is null;
    }

    private static bool IsCopy(ActorSpec actor, IReadOnlyList<Teachers> all) =>
        actor.Stage != actor.Model.Name && all.Any(t => t.Student.Name == actor.Model.Name);

    // The words of a peer have its name before their own; those that compare all peers are the first copy's alone.
    private static LearnerSpec Named(LearnerSpec learner, bool isCopy)
    {
        var name = learner.Actor.Name;
        return learner with
        {
            Terms = EquatableArray.From(learner.Terms.Where(t => !(isCopy && OfGroup(t))).Select(t => t with { Word = Named(t.Word) })),
            Optimizer = learner.Optimizer is { } optimizer ? Named(optimizer) : null,
            Schedule = learner.Schedule is { } schedule ? Named(schedule) : null,
            EarlyStopping = learner.EarlyStopping is { } stopping ? Named(stopping) : null,
            Judge = learner.Judge with { Task = learner.Judge.Task with { Word = Named(learner.Judge.Task.Word) } },
        };

        bool OfGroup(TermSpec term) => term.Student.Any(p => p.Actor != name);

        WordSpec Named(WordSpec word) => word with { Path = $"{name}.{word.Path}", Identifier = Names.Pascal(name) + word.Identifier };
    }
}
