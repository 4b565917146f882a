namespace Elsewhere;

internal sealed class TeacherAttribute : System.Attribute;

[Teacher]
internal sealed class Person
{
    public string Name { get; set; } = "";
}

/// <summary>A module that Kd has nothing to do with.</summary>
public class Net : Module<Tensor, Tensor>
{
    private readonly Tensor[] parts = [];

    /// <summary>Makes one.</summary>
    public Net() : base("Net")
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => parts.Length == 0 ? input : parts[0];
}
