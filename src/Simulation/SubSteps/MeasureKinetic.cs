using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>When a <see cref="MeasureKinetic"/> stands in the step.</summary>
enum Moment
{
    /// <summary>In the middle: fills <see cref="DynamicState.SampledKinetic"/>.</summary>
    Middle,

    /// <summary>At the end: fills <see cref="DynamicState.Kinetic"/>.</summary>
    End,

    /// <summary>At the end of a step that has no thermostat: fills both.</summary>
    EndAndOnly,
}

/// <summary>Σ m v ⊗ v, in a fixed order.</summary>
sealed class MeasureKinetic(Moment moment) : SubStep
{
    Mat3[] _chunks = [];

    public override void Bind(DynamicState state, int threads) => _chunks = new Mat3[AtomChunk.CountFor(state.Count)];

    public override void Apply(DynamicState state, AtomChunk chunk) =>
        _chunks[chunk.Number] = Tensor(state.Velocities.AsSpan(chunk.First, chunk.Count), state.Inertias.Slice(chunk.First, chunk.Count));

    public override void Finish(DynamicState state)
    {
        var sum = Sum(_chunks);
        if (moment != Moment.Middle)
            state.Kinetic = sum;
        if (moment != Moment.End)
            state.SampledKinetic = sum;
    }

    /// <summary>Of all atoms of a state, outside a step.</summary>
    internal static Mat3 Of(DynamicState state)
    {
        var sum = Mat3.Zero;
        for (var first = 0; first < state.Count; first += AtomChunk.Size)
        {
            var count = Math.Min(AtomChunk.Size, state.Count - first);
            sum += Tensor(state.Velocities.AsSpan(first, count), state.Inertias.Slice(first, count));
        }
        return sum;
    }

    internal static Mat3 Sum(ReadOnlySpan<Mat3> chunks)
    {
        var sum = Mat3.Zero;
        foreach (var m in chunks)
            sum += m;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static Mat3 Tensor(ReadOnlySpan<Vec3> velocities, ReadOnlySpan<double> inertias)
    {
        double xx = 0, yy = 0, zz = 0, xy = 0, xz = 0, yz = 0;
        for (var i = 0; i < velocities.Length; i++)
        {
            var v = velocities[i];
            var m = inertias[i];
            double px = m * v.X, py = m * v.Y, pz = m * v.Z;
            xx += px * v.X;
            yy += py * v.Y;
            zz += pz * v.Z;
            xy += px * v.Y;
            xz += px * v.Z;
            yz += py * v.Z;
        }
        return new Mat3(xx, xy, xz, xy, yy, yz, xz, yz, zz);
    }
}
