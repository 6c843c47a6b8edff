/** IndexedDB as promises, as far as the stores of a device need it. */

/** Opens a database; `make` builds its first version. Another page that wants to delete it is not held up. */
export function opened(name: string, make: (database: IDBDatabase) => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      make(request.result);
    };
    request.onsuccess = () => {
      const database = request.result;
      database.onversionchange = () => {
        database.close();
      };
      resolve(database);
    };
    request.onerror = () => {
      reject(faultOf(request.error));
    };
  });
}

interface Asking extends EventTarget {
  readonly result: unknown;
  readonly error: DOMException | null;
}

/** What a request of one transaction answers; the stores know the shape of what they put there. */
export function asked<T>(request: Asking): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => {
      resolve(request.result as T);
    });
    request.addEventListener('error', () => {
      reject(faultOf(request.error));
    });
  });
}

/** One transaction of writes, all or nothing, on the disk when it resolves. `work` may not wait for anything else. */
export function written(
  database: IDBDatabase,
  store: string,
  work: (records: IDBObjectStore) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, 'readwrite', { durability: 'strict' });
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onabort = () => {
      reject(faultOf(transaction.error));
    };
    try {
      work(transaction.objectStore(store));
    } catch (error) {
      transaction.abort();
      reject(error instanceof Error ? error : new Error('not written'));
    }
  });
}

export function deleted(name: string): Promise<void> {
  return asked(indexedDB.deleteDatabase(name));
}

function faultOf(error: DOMException | null): Error {
  return error ?? new Error('the database gave up');
}
