using System.Numerics;
using Athanor.Numerics;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Ani;

/// <summary>The networks of all members for one element, of which some inputs are used: mean output and its derivative, atom by atom.</summary>
sealed unsafe class MemberNetworks<W, S> : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly NetworkKernel<W, S>[] _members;
    readonly int _inputs;

    internal MemberNetworks(ElementNetwork[] members, int[] used)
    {
        _members = [.. members.Select(m => new NetworkKernel<W, S>(Part(m, used)))];
        _inputs = used.Length;
    }

    static ElementNetwork Part(ElementNetwork network, int[] used)
    {
        int outputs = network.Sizes[1], rest = network.BiasesStart(0);
        var parameters = new double[used.Length * outputs + network.Parameters.Length - rest];
        for (var i = 0; i < used.Length; i++)
            network.Parameters.Slice(used[i] * outputs, outputs).CopyTo(parameters.AsSpan(i * outputs));
        network.Parameters[rest..].CopyTo(parameters.AsSpan(used.Length * outputs));
        return new ElementNetwork([used.Length, .. network.Sizes.Skip(1)], network.Activations, parameters);
    }

    /// <param name="inputs">Rows of <paramref name="stride"/> numbers.</param>
    /// <param name="energies">Out, one a row.</param>
    /// <param name="gradients">Out, rows as those of the inputs.</param>
    internal void Evaluate(S* inputs, int rows, int stride, S* energies, S* gradients)
    {
        var share = S.One / S.CreateChecked(_members.Length);
        for (var row = 0; row < rows; row++)
        {
            var energy = S.Zero;
            var gradient = new Span<S>(gradients + (long)row * stride, _inputs);
            gradient.Clear();
            foreach (var member in _members)
            {
                new Span<S>(inputs + (long)row * stride, _inputs).CopyTo(new Span<S>(member.Inputs, _inputs));
                energy += share * member.Evaluate();
                for (var i = 0; i < _inputs; i++)
                    gradient[i] += share * member.Gradient[i];
            }
            energies[row] = energy;
        }
    }

    public void Dispose()
    {
        foreach (var member in _members)
            member.Dispose();
    }
}
