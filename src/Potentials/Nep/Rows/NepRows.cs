using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>What <see cref="NepRowKernel{W, TScalar}"/> does, whatever the machine's width.</summary>
public abstract unsafe class NepRows<TScalar> : IDisposable
    where TScalar : unmanaged, IFloatingPointIeee754<TScalar>
{
    /// <summary>Energy, eV, without atom energies and without ZBL; its derivative by each coordinate into <paramref name="rows"/>: 3N of eV/Å, then six strains in eV where the frame repeats in all directions.</summary>
    public abstract double Predict(NepFrame frame, Span<double> rows);

    /// <summary>By parameter: first row the energy, then every coordinate's derivative; rows <paramref name="stride"/> apart, with a vector's room behind the parameters.</summary>
    public abstract void Jacobian(NepFrame frame, TScalar* matrix, int stride);

    /// <summary>The unscaled descriptor of one atom.</summary>
    public abstract void Descriptor(NepFrame frame, int atom, Span<double> q);

    public abstract void Dispose();

    /// <summary>Rows at this machine's width.</summary>
    public static NepRows<TScalar> Open(NepRowWeights<TScalar> weights)
    {
        object rows = typeof(TScalar) == typeof(float)
            ? Widths.Single<SingleDoor, NepRows<float>>(new SingleDoor((NepRowWeights<float>)(object)weights))
            : Widths.Double<DoubleDoor, NepRows<double>>(new DoubleDoor((NepRowWeights<double>)(object)weights));
        return (NepRows<TScalar>)rows;
    }

    readonly struct SingleDoor(NepRowWeights<float> weights) : ISingleUser<NepRows<float>>
    {
        public NepRows<float> Use<W>()
            where W : struct, IWide<W, float> => new NepRowKernel<W, float>(weights);
    }

    readonly struct DoubleDoor(NepRowWeights<double> weights) : IDoubleUser<NepRows<double>>
    {
        public NepRows<double> Use<W>()
            where W : struct, IWide<W, double> => new NepRowKernel<W, double>(weights);
    }
}
