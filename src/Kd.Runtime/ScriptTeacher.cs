using Kd.Scripts;
using static TorchSharp.torch;

namespace Kd;

/// <summary>
/// The base of a teacher that is a TorchScript file, for scripts that take one tensor and return one; see
/// <see cref="TeacherScriptAttribute"/>.
/// </summary>
/// <example>
/// <code>
/// [TeacherScript("teacher.pt")]
/// public sealed partial class BigTeacher : ScriptTeacher;
/// </code>
/// </example>
public abstract class ScriptTeacher : nn.Module<Tensor, Tensor>, IScripted
{
    private readonly Script _script;

    /// <summary>Makes the teacher, still without its script.</summary>
    protected ScriptTeacher()
        : base(nameof(ScriptTeacher)) => _script = new(this);

    string IScripted.File => _script.File;

    /// <inheritdoc/>
    public void LoadScript(string path, Device device) => _script.Load(path, device);

    /// <summary>Runs the script.</summary>
    /// <param name="input">(samples, ...), as the script takes it, on its device.</param>
    /// <returns>Floating-point, with a row for each sample.</returns>
    /// <exception cref="Training.KdException">The script fails, or returns something else (KD3014).</exception>
    public override Tensor forward(Tensor input) => _script.Run<Tensor>(input);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _script.Dispose();
        }
    }
}
