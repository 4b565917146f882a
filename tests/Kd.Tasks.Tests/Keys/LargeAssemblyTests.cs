using System.Reflection.Metadata;
using Kd.Tasks.Keys;

namespace Kd.Tasks.Tests.Keys;

/// <summary>Code of every shape that compilers make.</summary>
public sealed class LargeAssemblyTests
{
    [Theory]
    [InlineData(typeof(object))]
    [InlineData(typeof(System.Text.Json.JsonSerializer))]
    [InlineData(typeof(LargeAssemblyTests))]
    public void Every_type_can_be_read(Type type)
    {
        using var assemblies = CodeAssemblies.Open(type.Assembly.Location, []);
        var main = assemblies.Main;
        var names = main.Metadata.TypeDefinitions.Select(handle => main.Metadata.FullName(handle)).ToList();
        Assert.All(new CodeHash(assemblies, names).Of(names).Values, hash => Assert.Matches("^[0-9a-f]{64}$", hash));
    }
}
