using System.Runtime.CompilerServices;
using Kd.Scripts;
using static TorchSharp.torch;

namespace Kd;

/// <summary>
/// The base of a teacher that is a TorchScript file, for scripts that take one tensor and return a tuple; see
/// <see cref="TeacherScriptAttribute"/>.
/// </summary>
/// <typeparam name="TResult">A tuple of two to five tensors, as in <c>(Tensor Logits, Tensor Features)</c>.</typeparam>
/// <example>
/// <code>
/// [TeacherScript("teacher.pt"), Hint("late", Item = 1)]
/// public sealed partial class BigTeacher : ScriptTeacher&lt;(Tensor Logits, Tensor Features)&gt;;
/// </code>
/// </example>
public abstract class ScriptTeacher<TResult> : nn.Module<Tensor, TResult>, IScripted
    where TResult : struct, ITuple
{
    private readonly Script _script;

    /// <inheritdoc cref="ScriptTeacher()"/>
    protected ScriptTeacher()
        : base(nameof(ScriptTeacher)) => _script = new(this);

    string IScripted.File => _script.File;

    /// <inheritdoc/>
    public void LoadScript(string path, Device device) => _script.Load(path, device);

    /// <summary>Runs the script.</summary>
    /// <param name="input">(samples, ...), as the script takes it, on its device.</param>
    /// <returns>The tuple; its logits are floating-point, with a row for each sample.</returns>
    /// <exception cref="Training.KdException">The script fails, or returns something else (KD3014).</exception>
    public override TResult forward(Tensor input) => _script.Run<TResult>(input);

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
