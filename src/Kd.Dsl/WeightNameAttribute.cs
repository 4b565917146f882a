namespace Kd;

/// <summary>
/// Says what a file of weights that was made elsewhere calls the module, parameter or buffer in this field or property, or what stands before
/// all names of this class.
/// </summary>
/// <remarks>
/// It is read where a file is imported, as <c>[Teacher(Weights = "teacher.safetensors")]</c> does, and by <c>Kd.IO.ModelWeights.Import</c>; what Kd
/// writes has the names of the class, and a file with just these is read by them. Without it a weight has the path of fields to it, as in <c>head.2.weight</c>, in TorchSharp as in PyTorch. In a module
/// inside another the name begins where that module is in the file. Two members may have one name: tied weights.
/// </remarks>
/// <param name="name">
/// The name in the file, with dots between its parts, as in <c>features.conv1</c>. Of a module, <c>""</c> means that the file has no name for it: what is
/// inside stands there in its place.
/// </param>
/// <example>
/// <code>
/// [Teacher(Weights = "teacher.safetensors"), WeightName("model")]        // model.fc.weight, ...
/// public sealed partial class LargeNet : Module&lt;Tensor, Tensor&gt;
/// {
///     [WeightName("fc")] private readonly Linear head = Linear(512, 10);
///     [WeightName("conv1", Path = "0"), WeightName("bn1", Path = "1")]
///     private readonly Sequential stem = Sequential(Conv2d(3, 64, 7), BatchNorm2d(64), ReLU());
///     ...
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class WeightNameAttribute(string name) : Attribute
{
    /// <summary>The name in the file.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// What is meant inside this member, by registered names with dots between, as in <c>layer4.1</c> or <c>0.weight</c>: for what has no field of its own.
    /// Nothing means the member itself.
    /// </summary>
    public string? Path { get; set; }
}
