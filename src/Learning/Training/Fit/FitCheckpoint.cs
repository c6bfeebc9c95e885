using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>
/// The state of a fit in a file, written whole after every sweep, or now and then where it is large: a training that was killed goes on from it and ends at the same bits. It names the training it
/// belongs to, and is not used for another.
/// </summary>
sealed class FitCheckpoint
{
    /// <summary>Begins the file; what follows is a checksum of the rest, the fingerprint, and the state.</summary>
    static ReadOnlySpan<byte> Magic => "athanor fit 3\n"u8;

    /// <summary>The part of its time that a fit may spend on writing a large state down.</summary>
    const double WritingShare = 0.03;

    /// <summary>Numbers in a state from which on it is large: written in some milliseconds, which short sweeps would notice.</summary>
    const int Large = 200_000;

    readonly string _path;
    readonly string _fingerprint;
    readonly TimeProvider _wall;
    TimeSpan _cost;
    long _written;
    int _steps = -1;

    /// <param name="fingerprint">Everything that the course of the fit depends on, as text.</param>
    /// <param name="wall">What time is measured by; the system's where null.</param>
    internal FitCheckpoint(string path, string fingerprint, TimeProvider? wall = null)
    {
        _path = path;
        _wall = wall ?? TimeProvider.System;
        _fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(fingerprint)));
    }

    /// <summary>The state, or null where there is no checkpoint.</summary>
    /// <exception cref="AtomsException">The file is damaged, or of another training.</exception>
    internal FitState? TryRead(int parameters)
    {
        if (!File.Exists(_path))
            return null;
        var bytes = File.ReadAllBytes(_path);
        var body = bytes.AsSpan(Math.Min(bytes.Length, Magic.Length + SHA256.HashSizeInBytes));
        if (!bytes.AsSpan().StartsWith(Magic[..Math.Min(bytes.Length, Magic.Length)]))
            throw new AtomsException($"{_path} is not the checkpoint of a training. Remove it to start afresh, or choose another name with -o.");
        if (body.IsEmpty || !SHA256.HashData(body).AsSpan().SequenceEqual(bytes.AsSpan(Magic.Length, SHA256.HashSizeInBytes)))
            throw new AtomsException($"The checkpoint {_path} is damaged or cut short: its checksum is wrong. Remove it to start afresh.");
        using var reader = new BinaryReader(new MemoryStream(bytes, bytes.Length - body.Length, body.Length));
        if (reader.ReadString() != _fingerprint)
            throw new AtomsException($"{_path} is the checkpoint of another training (other data, options or machine width). Remove it to start afresh, or choose another name with -o.");
        return Read(reader, parameters);
    }

    /// <summary>Writes after a sweep, unless the state is large and that was done a short while ago. Whoever is killed then loses seconds, no bits.</summary>
    internal void WriteNowAndThen(FitState state)
    {
        if (3 * state.Parameters.Length + state.Arrays.Values.Sum(a => a.Length) < Large || _steps < 0 || _cost < WritingShare * _wall.GetElapsedTime(_written))
            Write(state);
    }

    /// <summary>Writes what <see cref="WriteNowAndThen"/> left out at last.</summary>
    internal void WriteLast(FitState state)
    {
        if (_steps >= 0 && _steps != state.Steps)
            Write(state);
    }

    internal void Write(FitState state)
    {
        var begun = _wall.GetTimestamp();
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
            Write(writer, state);
        var body = memory.ToArray();
        AtomicFile.Write(_path, overwrite: true, stream =>
        {
            stream.Write(Magic);
            stream.Write(SHA256.HashData(body));
            stream.Write(body);
        });
        (_written, _steps) = (_wall.GetTimestamp(), state.Steps);
        _cost = _wall.GetElapsedTime(begun, _written);
    }

    void Write(BinaryWriter writer, FitState state)
    {
        writer.Write(_fingerprint);
        Write(writer, state.Parameters);
        Write(writer, state.Average);
        Write(writer, state.Best);
        writer.Write(state.BestScore);
        writer.Write(state.BestStep);
        writer.Write(state.MilestoneScore);
        writer.Write(state.MilestoneStep);
        Write(writer, state.Sigma);
        writer.Write(state.Damping);
        writer.Write(state.Growth);
        writer.Write(state.Prior);
        writer.Write(state.Converged);
        writer.Write(state.History.Count);
        foreach (var step in state.History)
        {
            writer.Write(step.Step);
            Write(writer, step.Training);
            Write(writer, step.Validation);
            Write(writer, step.Sigma);
            writer.Write(step.Damping);
            writer.Write(step.Prior);
            writer.Write(step.Score);
        }
        writer.Write(state.Arrays.Count);
        foreach (var (name, values) in state.Arrays)
        {
            writer.Write(name);
            Write(writer, values);
        }
        writer.Write(state.Remarks.Count);
        foreach (var remark in state.Remarks)
            writer.Write(remark);
    }

    internal void Delete() => File.Delete(_path);

    static FitState Read(BinaryReader reader, int parameters)
    {
        var state = new FitState
        {
            Parameters = ReadArray(reader, parameters),
            Average = ReadArray(reader, parameters),
            Best = ReadArray(reader, parameters),
            BestScore = reader.ReadDouble(),
            BestStep = reader.ReadInt32(),
            MilestoneScore = reader.ReadDouble(),
            MilestoneStep = reader.ReadInt32(),
            Sigma = ReadLikelihood(reader),
            Damping = reader.ReadDouble(),
            Growth = reader.ReadDouble(),
            Prior = reader.ReadDouble(),
            Converged = reader.ReadBoolean(),
        };
        var steps = reader.ReadInt32();
        for (var k = 0; k < steps; k++)
        {
            state.History.Add(new FitStep(
                reader.ReadInt32(), ReadResiduals(reader), ReadResiduals(reader), ReadLikelihood(reader), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble()));
        }
        for (var left = reader.ReadInt32(); left > 0; left--)
            state.Arrays.Add(reader.ReadString(), ReadArray(reader, null));
        for (var left = reader.ReadInt32(); left > 0; left--)
            state.Remarks.Add(reader.ReadString());
        return state;
    }

    static void Write(BinaryWriter writer, double[] array)
    {
        writer.Write(array.Length);
        writer.Write(MemoryMarshal.AsBytes(array.AsSpan()));
    }

    static double[] ReadArray(BinaryReader reader, int? expected)
    {
        var array = new double[reader.ReadInt32()];
        if (expected is { } parameters && array.Length != parameters)
            throw new AtomsException($"A checkpoint of {array.Length} parameters does not belong to a model of {expected}.");
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(array.AsSpan()));
        return array;
    }

    static void Write(BinaryWriter writer, Likelihood sigma)
    {
        writer.Write(sigma.Energy);
        writer.Write(sigma.Force);
        writer.Write(sigma.Stress);
    }

    static Likelihood ReadLikelihood(BinaryReader reader) => new(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());

    static void Write(BinaryWriter writer, in Residuals r)
    {
        writer.Write(r.Energy);
        writer.Write(r.Force);
        writer.Write(r.Stress);
        writer.Write(r.Energies);
        writer.Write(r.Forces);
        writer.Write(r.Stresses);
    }

    static Residuals ReadResiduals(BinaryReader reader) => new()
    {
        Energy = reader.ReadDouble(),
        Force = reader.ReadDouble(),
        Stress = reader.ReadDouble(),
        Energies = reader.ReadDouble(),
        Forces = reader.ReadDouble(),
        Stresses = reader.ReadDouble(),
    };
}
