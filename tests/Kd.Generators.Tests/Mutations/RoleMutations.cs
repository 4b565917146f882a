namespace Kd.Generators.Tests.Mutations;

/// <summary>Classes that cannot be teachers or students.</summary>
public class RoleMutations
{
    [Theory]
    [Mutation("KD0001", "Plain", "sealed partial class Small", "sealed class Small", "class {|Small|} :")]
    public Task Is_told(string id, string program, string old, string @new, string[] places) => Suite.AssertTold(id, program, old, @new, places);
}
