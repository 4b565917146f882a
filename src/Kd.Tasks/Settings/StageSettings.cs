using Kd.Shared;
using Kd.Tasks.Diagnostics;
using Kd.Tasks.Graph;

namespace Kd.Tasks.Settings;

/// <summary>Decides which values apply to which stage of a run.</summary>
internal sealed class StageSettings
{
    private readonly Dictionary<string, SortedDictionary<string, string>> _values = new(StringComparer.Ordinal);

    /// <param name="selection">The stages of the run.</param>
    /// <param name="assignments">The values; of two for one setting, the later holds.</param>
    /// <exception cref="BuildException">A value is for a setting that no stage it is meant for has.</exception>
    public StageSettings(StageSelection selection, IEnumerable<SettingAssignment> assignments)
    {
        foreach (var stage in selection.Stages)
        {
            _values.Add(stage.Name, new(StringComparer.Ordinal));
        }

        foreach (var assignment in assignments)
        {
            var meant = assignment.Stage is null ? selection.Targets : selection.Stages.Where(stage => stage.Name == assignment.Stage);
            var having = meant.Where(stage => stage.Settings.Contains(assignment.Path)).ToList();
            if (having.Count == 0)
            {
                throw new BuildException(BuildErrors.UnknownSetting, $"KdSet: {UnknownSetting.Explain(selection, assignment)}");
            }

            having.ForEach(stage => _values[stage.Name][assignment.Path] = assignment.Value);
        }
    }

    /// <summary>The values that apply to a stage of the run, ordered by path.</summary>
    public IReadOnlyDictionary<string, string> For(Stage stage) => _values[stage.Name];
}
