using Kd.Shared;
using Kd.Tasks.Diagnostics;

namespace Kd.Tasks.Graph;

/// <summary>All stages of an assembly.</summary>
internal sealed class StageGraph
{
    private readonly Dictionary<string, Stage> _byName = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<Stage> _stages;

    /// <exception cref="BuildException">There is nothing to distil, or two stages have one name.</exception>
    public StageGraph(IReadOnlyList<Stage> stages)
    {
        if (stages.Count == 0)
        {
            throw new BuildException(BuildErrors.NoStage, "There is nothing to distil: the project has no class with [Student<TTeacher>].");
        }

        foreach (var stage in stages)
        {
            if (_byName.ContainsKey(stage.Name))
            {
                throw new BuildException(BuildErrors.DuplicateStage, $"Two stages are named '{stage.Name}'; the names of teachers and students have to differ.");
            }

            _byName.Add(stage.Name, stage);
        }

        _stages = stages;
    }

    /// <summary>The stages of a run, each behind those it needs.</summary>
    /// <param name="students">The names of the students; none for all.</param>
    /// <param name="withBaselines">Whether the students' baselines belong to the run.</param>
    /// <exception cref="BuildException">A student is unknown, there is none, or the graph is broken.</exception>
    public StageSelection Select(IReadOnlyCollection<string> students, bool withBaselines)
    {
        var selected = SelectStudents(students);
        var targets = withBaselines
            ? selected.Concat(_stages.Where(s => s.BaselineOf is { } student && selected.Any(x => x.Name == student))).ToList()
            : selected;
        var ordered = Order(targets);
        return new(ordered, targets, _stages.Except(ordered).ToList());
    }

    private List<Stage> SelectStudents(IReadOnlyCollection<string> names)
    {
        var all = _stages.Where(s => s.Role == StageRole.Student).ToList();
        if (all.Count == 0)
        {
            throw new BuildException(BuildErrors.NoStudent, "There is nothing to distil: the project has a teacher, but no class with [Student<TTeacher>].");
        }

        foreach (var name in names)
        {
            if (all.All(s => s.Name != name))
            {
                throw new BuildException(BuildErrors.UnknownStudent, _byName.TryGetValue(name, out var other)
                    ? $"KdStudent: '{name}' is a {other.Role.ToString().ToLowerInvariant()}; only students are selected, and what they need is trained with them."
                    : $"KdStudent: the project has no student '{name}'.{NearestName.Hint(name, all.Select(s => s.Name))}");
            }
        }

        return names.Count == 0 ? all : all.Where(s => names.Contains(s.Name)).ToList();
    }

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
