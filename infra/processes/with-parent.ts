/**
 * Loaded first into every child (`--import`): when the process that started it lets go of the channel, on purpose or by
 * dying, the child stops as if it had been asked to. Works alike on every system and leaves no orphans behind.
 */
function stop(): void {
  if (process.listenerCount('SIGTERM') > 0) process.emit('SIGTERM', 'SIGTERM');
  else process.exit(0);
}
process.once('disconnect', stop);
if (!process.connected) stop();
// Listening must not be what keeps the child alive.
process.channel?.unref();
