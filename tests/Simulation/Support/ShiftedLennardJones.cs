using System.Numerics;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation.Tests;

/// <summary>Lennard-Jones with energy and force shifted to zero at the cutoff, for any element. Plain, one edge after the other.</summary>
sealed class ShiftedLennardJones(double epsilon, double sigma, double cutoff) : ShortRangeModel
{
    /// <summary>Argon, 2.5 σ.</summary>
    public static ShiftedLennardJones Argon { get; } = new(0.0104, 3.4, 8.5);

    public override string Name => $"lj-test:{epsilon},{sigma},{cutoff}";

    public override double Range => cutoff;

    public override int SpeciesOf(Element element) => 0;

    public override BlockKernel<T> OpenKernel<T>() => typeof(T) == typeof(float)
        ? (BlockKernel<T>)(object)new Kernel<float>((float)epsilon, (float)sigma, (float)cutoff)
        : (BlockKernel<T>)(object)new Kernel<double>(epsilon, sigma, cutoff);

    sealed unsafe class Kernel<T>(T epsilon, T sigma, T cutoff) : BlockKernel<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        readonly AtomEdges<T> _edges = new(1);

        public override bool ScattersForces => true;

        public override void Evaluate(in AtomBlock<T> block)
        {
            Pair(cutoff, out var edgeEnergy, out var edgeSlope);
            var half = T.CreateChecked(0.5);
            for (var i = 0; i < block.OwnCount; i++)
            {
                _edges.Gather(block, i, cutoff * cutoff);
                var energy = T.Zero;
                for (var k = 0; k < _edges.Count; k++)
                {
                    var r = T.Sqrt(_edges.Squared[k]);
                    Pair(r, out var e, out var slope);
                    energy += half * (e - edgeEnergy - (r - cutoff) * edgeSlope);
                    var g = half * (slope - edgeSlope) / r;
                    _edges.GradientX[k] = g * _edges.X[k];
                    _edges.GradientY[k] = g * _edges.Y[k];
                    _edges.GradientZ[k] = g * _edges.Z[k];
                }
                _edges.Scatter(block, i, energy);
            }
        }

        void Pair(T r, out T energy, out T slope)
        {
            var s = sigma / r;
            var s6 = s * s * s * s * s * s;
            energy = T.CreateChecked(4) * epsilon * (s6 * s6 - s6);
            slope = T.CreateChecked(-24) * epsilon * (s6 * s6 + s6 * s6 - s6) / r;
        }

        public override void Dispose()
        {
            _edges.Dispose();
            base.Dispose();
        }
    }
}
