using System.Runtime.CompilerServices;

namespace Athanor.Simulation;

/// <summary>v += F/m · Δt · part.</summary>
sealed class Kick(double part) : SubStep
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Apply(DynamicState state, AtomChunk chunk)
    {
        var velocities = state.Velocities.AsSpan(chunk.First, chunk.Count);
        var forces = state.Prediction.Forces.Slice(chunk.First, chunk.Count);
        var mobilities = state.Mobilities.Slice(chunk.First, chunk.Count);
        var time = part * state.TimeStep;
        for (var i = 0; i < velocities.Length; i++)
            velocities[i] += time * mobilities[i] * forces[i];
    }
}

/// <summary>r += v · Δt · part.</summary>
sealed class Drift(double part) : SubStep
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Apply(DynamicState state, AtomChunk chunk)
    {
        var positions = state.Positions.AsSpan(chunk.First, chunk.Count);
        var velocities = state.Velocities.AsSpan(chunk.First, chunk.Count);
        var time = part * state.TimeStep;
        for (var i = 0; i < positions.Length; i++)
            positions[i] += time * velocities[i];
    }
}
