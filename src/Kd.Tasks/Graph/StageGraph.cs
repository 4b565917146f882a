using Kd.Shared;
using Kd.Tasks.Diagnostics;

namespace Kd.Tasks.Graph;

/// <summary>All stages of an assembly.</summary>
internal sealed class StageGraph
{
    private readonly Dictionary<string, Stage> _byName;
    private readonly IReadOnlyList<Stage> _stages;

    /// <exception cref="BuildException">There is nothing to distil, or two stages have one name.</exception>
    public StageGraph(IReadOnlyList<Stage> stages)
    {
        if (stages.Count == 0)
        {
            throw new BuildException(BuildErrors.NoStage, "There is nothing to distil: the project has no class with [Student<TTeacher>] or [Student].");
        }

        // A group may have the name of one of its models: it has no result beside theirs.
        if (stages.SelectMany(stage => stage.Names).GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new BuildException(BuildErrors.DuplicateStage, $"Two stages are named '{twice.Key}'; the names of teachers, students and groups have to differ.");
        }

        _stages = stages;
        _byName = stages.SelectMany(stage => stage.Names, (stage, name) => (stage, name)).ToDictionary(named => named.name, named => named.stage, StringComparer.Ordinal);
    }

    /// <summary>The stages of a run, each behind those it needs.</summary>
    /// <param name="students">The names of the students; none for all.</param>
    /// <param name="withBaselines">Whether the students' baselines belong to the run.</param>
    /// <exception cref="BuildException">A student is unknown, there is none, or the graph is broken.</exception>
    public StageSelection Select(IReadOnlyCollection<string> students, bool withBaselines)
    {
        var selected = SelectStudents(students);
        var baselines = _stages.Where(stage => withBaselines && stage.BaselineOf is not null && selected.Any(stage.BelongsTo));
        var ordered = Order(selected.Concat(baselines));
        return new(ordered, ordered.Where(stage => selected.Any(stage.BelongsTo)).ToList(), _stages.Except(ordered).ToList());
    }

    private List<Stage> SelectStudents(IReadOnlyCollection<string> names)
    {
        var all = _stages.Where(stage => stage.IsResult).ToList();
        if (all.Count == 0)
        {
            throw new BuildException(BuildErrors.NoStudent, "There is nothing to distil: the project has a teacher, but no class with [Student<TTeacher>] or [Student].");
        }

        foreach (var name in names)
        {
            if (!all.Any(stage => stage.IsNamed(name)))
            {
                throw new BuildException(BuildErrors.UnknownStudent, $"KdStudent: {NoStudent(name, all)}");
            }
        }

        return names.Count == 0 ? all : all.Where(stage => names.Any(stage.IsNamed)).ToList();
    }

    private string NoStudent(string name, IEnumerable<Stage> students) => _byName.TryGetValue(name, out var other)
        ? other.Student is { } student
            ? $"'{name}' is a stage of '{student}'; select '{student}', with which it is trained."
            : $"'{name}' is a {other.Role.ToString().ToLowerInvariant()}; only students are selected, and what they need is trained with them."
        : $"the project has no student '{name}'.{NearestName.Hint(name, students.SelectMany(stage => stage.Names))}";

    private List<Stage> Order(IEnumerable<Stage> targets)
    {
        var ordered = new List<Stage>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        var path = new List<string>();
        foreach (var target in targets)
        {
            Visit(target);
        }

        return ordered;

        void Visit(Stage stage)
        {
            if (done.Contains(stage.Name))
            {
                return;
            }

            if (path.Contains(stage.Name))
            {
                throw new BuildException(BuildErrors.BrokenGraph, $"The stages need each other in a circle: {string.Join(" -> ", path)} -> {stage.Name}.");
            }

            path.Add(stage.Name);
            foreach (var name in stage.After)
            {
                Visit(_byName.TryGetValue(name, out var before) ? before : throw new BuildException(
                    BuildErrors.BrokenGraph, $"'{stage.Name}' needs the stage '{name}', which the project does not have."));
            }

            path.RemoveAt(path.Count - 1);
            done.Add(stage.Name);
            ordered.Add(stage);
        }
    }
}
