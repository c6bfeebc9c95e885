using System.Collections.Immutable;
using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Networks;

/// <summary>
/// The weights of several networks of one element, laid out for <see cref="CommitteeNetworkKernel{W, S}"/>: panels of W for the way forward and of Wᵀ for
/// the way back, in the order in which they are read. Immutable; one serves all threads and evaluators.
/// </summary>
/// <remarks>
/// Of the first layer only the inputs that a system can have are kept: an ANI-2x atom has 1008 of them, in a hydrocarbon 128 are not zero.
/// </remarks>
#pragma warning disable CA1001 // shared by evaluators that come and go: its memory frees itself when the last has gone
sealed unsafe class PackedCommittee<S>
#pragma warning restore CA1001
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly AlignedBuffer<S> _numbers = new();
    readonly int[] _forward, _back;
    readonly int _perMember;
    readonly int _panel;

    PackedCommittee(IReadOnlyList<ElementNetwork> members, ReadOnlySpan<int> used, int panel)
    {
        if (members.Count == 0)
            throw new ArgumentException("A committee of networks has at least one member.", nameof(members));
        var first = members[0];
        foreach (var member in members)
        {
            if (!member.Sizes.SequenceEqual(first.Sizes) || !member.Activations.SequenceEqual(first.Activations))
                throw new PotentialException($"The networks of one committee have the same layers; {string.Join("-", member.Sizes)} and {string.Join("-", first.Sizes)} differ, or their activations do.");
        }
        foreach (var input in used)
        {
            if ((uint)input >= (uint)first.Inputs)
                throw new ArgumentOutOfRangeException(nameof(used), $"A network of {first.Inputs} inputs has none of number {input}.");
        }
        _panel = panel;
        Members = members.Count;
        Activations = first.Activations;
        Sizes = [used.Length, .. first.Sizes.Skip(1)];
        Padded = [.. Sizes.Select(n => (n + panel - 1) / panel * panel)];
        // W and biases of each layer but the last; of that, one neuron: its weights, its bias; then Wᵀ of the others, the last first.
        _forward = new int[first.Layers];
        _back = new int[first.Layers];
        for (var l = 0; l < first.Layers - 1; l++)
            _forward[l + 1] = _forward[l] + (Sizes[l] + 1) * Padded[l + 1];
        _back[^1] = _forward[^1] + Padded[first.Layers - 1] + panel;
        for (var l = first.Layers - 2; l >= 0; l--)
            _back[l] = _back[l + 1] + (l + 2 < Sizes.Length - 1 ? Sizes[l + 2] * Padded[l + 1] : 0);
        _perMember = _back[0] + (first.Layers > 1 ? Sizes[1] * Padded[0] : 0);
        _numbers.Require(checked(Members * _perMember));
        _numbers.Span.Clear();
        for (var m = 0; m < Members; m++)
            Pack(members[m], used, m);
    }

    /// <param name="members">Networks of the same layers.</param>
    /// <param name="used">Numbers of the inputs that can differ from zero; the kernel's inputs are these, in this order.</param>
    /// <typeparam name="W">The kernel's lanes.</typeparam>
    internal static PackedCommittee<S> Of<W>(IReadOnlyList<ElementNetwork> members, ReadOnlySpan<int> used)
        where W : struct, IWide<W, S> => new(members, used, PanelProduct<W, S>.Width);

    internal int Members { get; }

    /// <summary>Neurons by layer; the first entry is the number of inputs used.</summary>
    internal ImmutableArray<int> Sizes { get; }

    /// <summary>The same in whole panels.</summary>
    internal ImmutableArray<int> Padded { get; }

    internal ImmutableArray<Activation> Activations { get; }

    internal int Layers => Activations.Length;

    internal int Panel => _panel;

    /// <summary>Bytes of all weights.</summary>
    internal long Bytes => (long)Members * _perMember * sizeof(S);

    /// <summary>Panels of W: Sizes[layer] × Padded[layer + 1].</summary>
    internal S* Forward(int member, int layer) => _numbers.Pointer + (long)member * _perMember + _forward[layer];

    /// <summary>Padded[layer + 1] of them.</summary>
    internal S* Biases(int member, int layer) => Forward(member, layer) + Sizes[layer] * Padded[layer + 1];

    /// <summary>Panels of Wᵀ: Sizes[layer + 1] × Padded[layer].</summary>
    internal S* Back(int member, int layer) => _numbers.Pointer + (long)member * _perMember + _back[layer];

    /// <summary>Weights of the last layer's one neuron, Padded[Layers − 1] of them, zeros beyond the last.</summary>
    internal S* Output(int member) => Forward(member, Layers - 1);

    internal S OutputBias(int member) => Output(member)[Padded[Layers - 1]];

    void Pack(ElementNetwork network, ReadOnlySpan<int> used, int member)
    {
        for (var l = 0; l < Layers; l++)
        {
            var weights = network.Parameters[network.WeightsStart(l)..];
            var biases = network.Parameters[network.BiasesStart(l)..];
            var inputs = l == 0 ? used : default;
            if (l == Layers - 1)
            {
                for (var k = 0; k < Sizes[l]; k++)
                    Output(member)[k] = S.CreateChecked(weights[inputs.IsEmpty ? k : inputs[k]]);
                Output(member)[Padded[l]] = S.CreateChecked(biases[0]);
                continue;
            }
            PackLayer(weights, inputs, Sizes[l], Sizes[l + 1], Forward(member, l), Back(member, l));
            for (var o = 0; o < Sizes[l + 1]; o++)
                Biases(member, l)[o] = S.CreateChecked(biases[o]);
        }
    }

    void PackLayer(ReadOnlySpan<double> weights, ReadOnlySpan<int> used, int inputs, int outputs, S* forward, S* back)
    {
        for (var i = 0; i < inputs; i++)
        {
            var row = weights.Slice((used.IsEmpty ? i : used[i]) * outputs, outputs);
            var across = back + (long)(i / _panel) * _panel * outputs + i % _panel;
            for (var o = 0; o < outputs; o++)
            {
                var w = S.CreateChecked(row[o]);
                forward[(long)(o / _panel) * _panel * inputs + i * _panel + o % _panel] = w;
                across[(long)o * _panel] = w;
            }
        }
    }
}
