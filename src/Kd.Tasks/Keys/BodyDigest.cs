using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Kd.Tasks.Keys;

/// <summary>Adds a method's code to a digest, with names where the code has tokens.</summary>
internal sealed class BodyDigest(CodeAssembly assembly, TypeNames types, MemberNames members, Digest digest)
{
    private readonly MetadataReader _metadata = assembly.Metadata;

    public void Add(int relativeVirtualAddress)
    {
        if (relativeVirtualAddress == 0)
        {
            return;
        }

        var body = assembly.Image.GetMethodBody(relativeVirtualAddress);
        AddLocals(body);
        AddCode(body.GetILReader());
        foreach (var region in body.ExceptionRegions)
        {
            digest.Add((int)region.Kind).Add(region.TryOffset).Add(region.TryLength).Add(region.HandlerOffset).Add(region.HandlerLength).Add(region.FilterOffset);
            digest.Add(types.Of(region.CatchType));
        }
    }

    private void AddLocals(MethodBodyBlock body)
    {
        digest.Add(body.LocalVariablesInitialized ? 1 : 0);
        if (!body.LocalSignature.IsNil)
        {
            digest.Add(string.Join(",", _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(types, null)));
        }
    }

    private void AddCode(BlobReader code)
    {
        while (code.RemainingBytes > 0)
        {
            int instruction = code.ReadByte();
            if (Operands.IsTwoByte((byte)instruction))
            {
                instruction = instruction << 8 | code.ReadByte();
            }

            digest.Add(instruction);
            AddOperand(Operands.TypeOf(instruction), ref code);
        }
    }

    private void AddOperand(OperandType type, ref BlobReader code)
    {
        switch (type)
        {
            case OperandType.InlineString:
                digest.Add(_metadata.GetUserString(MetadataTokens.UserStringHandle(code.ReadInt32() & 0xFFFFFF)));
                break;
            case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok or OperandType.InlineSig:
                digest.Add(members.Of(MetadataTokens.EntityHandle(code.ReadInt32())));
                break;
            case OperandType.InlineSwitch:
                AddBytes(code.ReadInt32() * 4, ref code);
                break;
            default:
                AddBytes(Operands.SizeOf(type), ref code);
                break;
        }
    }

    private void AddBytes(int count, ref BlobReader code) => digest.Add(ImmutableArray.Create(code.ReadBytes(count)));
}
