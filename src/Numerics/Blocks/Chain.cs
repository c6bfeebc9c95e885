namespace Athanor.Numerics;

/// <summary>Blocks one after another, each fed by the one before; their parameters follow one another in one array.</summary>
public sealed class Chain<TScalar>
    where TScalar : unmanaged
{
    readonly IBlock<TScalar>[] _blocks;
    readonly int[] _offsets;

    /// <exception cref="ArgumentException">No blocks, or one takes another number of channels than the one before gives.</exception>
    public Chain(params IReadOnlyList<IBlock<TScalar>> blocks)
    {
        if (blocks.Count == 0)
            throw new ArgumentException("A chain needs at least one block.", nameof(blocks));
        _blocks = [.. blocks];
        _offsets = new int[blocks.Count + 1];
        for (var k = 0; k < blocks.Count; k++)
        {
            if (k > 0 && blocks[k - 1].Outputs != blocks[k].Inputs)
                throw new ArgumentException($"Block {k} takes {blocks[k].Inputs} channels, the one before gives {blocks[k - 1].Outputs}.", nameof(blocks));
            _offsets[k + 1] = _offsets[k] + blocks[k].Parameters;
        }
    }

    public int Length => _blocks.Length;

    public IBlock<TScalar> this[int index] => _blocks[index];

    public int Inputs => _blocks[0].Inputs;

    public int Outputs => _blocks[^1].Outputs;

    public int Parameters => _offsets[^1];

    /// <summary>Where the parameters of a block lie among those of the chain.</summary>
    public Range ParametersOf(int index) => _offsets[index].._offsets[index + 1];

    /// <summary>Memory for passes of up to <paramref name="maximalRows"/> rows and <paramref name="maximalTangents"/> tangents, for one thread at a time.</summary>
    public ChainPass<TScalar> CreatePass(int maximalRows, int maximalTangents = 0) => new(this, maximalRows, maximalTangents);

    internal int Channels(int boundary) => boundary == 0 ? Inputs : _blocks[boundary - 1].Outputs;
}
